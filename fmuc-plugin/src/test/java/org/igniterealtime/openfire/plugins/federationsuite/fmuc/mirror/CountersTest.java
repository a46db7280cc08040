package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters.Flow;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What crossed, and what would have crossed. */
public class CountersTest {

    private static final SlaveAddress ADDRESS = SlaveAddress.of(Slave.MASTER, "mirror.remote.example.com");
    private static final String SLAVE = ADDRESS.slave().toString();
    private static final String UP = "<message from='kev@remote.example.com/x' to='%s'><body>ä</body></message>";
    private static final String DOWN = "<message from='%s/Curtis' to='%s'><body>ä</body></message>";

    @Test
    public void aUsersMessageCrossesOnceEitherWay() {
        String relayed = "<message from='%s/Kev' to='%s'><body>ä</body></message>".formatted(SLAVE, Slave.MASTER);
        Counters counters = count(UP.formatted(SLAVE), relayed);
        assertEquals(flow(relayed), counters.sent());
        assertEquals("as if sent to the master", flow(UP.formatted(Slave.MASTER)), counters.plainSent());
        assertEquals(Flow.NONE, counters.received());
        assertEquals(Flow.NONE, counters.plainReceived());
    }

    @Test
    public void theMastersCopyCrossesOnceAndWouldHaveForEachUser() {
        String kev = "kev@remote.example.com/x";
        String amy = "amy@remote.example.com/longer";
        Counters counters = count(DOWN.formatted(Slave.MASTER, SLAVE), DOWN.formatted(SLAVE, kev), DOWN.formatted(SLAVE, amy));
        assertEquals(flow(DOWN.formatted(Slave.MASTER, SLAVE)), counters.received());
        assertEquals(flow(DOWN.formatted(Slave.MASTER, kev), DOWN.formatted(Slave.MASTER, amy)), counters.plainReceived());
        assertEquals(Flow.NONE, counters.sent());
        assertEquals(Flow.NONE, counters.plainSent());
    }

    @Test
    public void whatIsSaidToAllAtOnceCountsAsIfItWereSaidToEach() {
        String[] users = {"kev@remote.example.com/x", "ämy@remote.example.com/a&b"};
        for (String from : List.of(SLAVE, Slave.MASTER.toString())) {
            Message message = (Message) Xml.stanza(DOWN.formatted(from, users[0]));
            message.setTo((JID) null);
            Effect all = new Effect.Broadcast(message, Stream.of(users).map(JID::new).toList());
            assertEquals(flow(Stream.of(users).map(user -> DOWN.formatted(Slave.MASTER, new JID(user)).replace("&", "&amp;"))
                .toArray(String[]::new)), Counters.of(ADDRESS, Optional.empty(), List.of(all)).plainReceived());
        }
    }

    @Test
    public void whatAClientSeesUnderTheMastersAddressIsAsLongAsItIs() {
        String kev = DOWN.formatted(Slave.MASTER, "kev@remote.example.com/x");
        Counters counters = count(DOWN.formatted(Slave.MASTER, SLAVE), kev,
            DOWN.formatted(SLAVE, "amy@remote.example.com/x"));
        assertEquals(flow(kev, DOWN.formatted(Slave.MASTER, "amy@remote.example.com/x")), counters.plainReceived());
        String ping = "<iq type='get' id='ping' from='%s' to='kev@remote.example.com/x'/>".formatted(Slave.MASTER);
        assertEquals(Counters.ZERO, Counters.of(ADDRESS, Optional.empty(), effects(ping)));
    }

    @Test
    public void theMirrorsOwnPingsAreNobodysTraffic() {
        String ping = "<iq type='get' id='ping' from='%s' to='kev@remote.example.com/x'/>".formatted(SLAVE);
        assertEquals(Counters.ZERO, Counters.of(ADDRESS, Optional.empty(), effects(ping)));
        assertEquals(Counters.ZERO,
            count("<iq type='result' id='ping' from='kev@remote.example.com/x' to='%s'/>".formatted(SLAVE)));
    }

    @Test
    public void whatUsersAskEachOtherWouldHaveCrossed() {
        Counters counters = count("<iq type='get' id='q' from='kev@remote.example.com/x' to='%s/Amy'/>".formatted(SLAVE),
            "<iq type='get' id='q' from='%s/Kev' to='amy@remote.example.com/x'/>".formatted(SLAVE));
        assertEquals(1, counters.plainSent().stanzas());
        assertEquals(1, counters.plainReceived().stanzas());
        counters = count("<iq type='result' id='q' from='amy@remote.example.com/x' to='%s/Kev'/>".formatted(SLAVE),
            "<iq type='result' id='q' from='%s/Amy' to='kev@remote.example.com/x'/>".formatted(SLAVE));
        assertEquals(1, counters.plainSent().stanzas());
        assertEquals(1, counters.plainReceived().stanzas());
        assertEquals(0, counters.sent().stanzas() + counters.received().stanzas());
    }

    @Test
    public void countsAddUp() {
        Counters one = new Counters(new Flow(1, 2), new Flow(3, 4), new Flow(5, 6), new Flow(7, 8));
        Counters ten = new Counters(new Flow(10, 20), new Flow(30, 40), new Flow(50, 60), new Flow(70, 80));
        assertEquals(new Counters(new Flow(11, 22), new Flow(33, 44), new Flow(55, 66), new Flow(77, 88)), one.plus(ten));
        assertEquals(one, one.plus(Counters.ZERO));
        assertTrue("alarms weigh nothing", Counters.of(ADDRESS, Optional.empty(),
            List.of(new Effect.Alarm(Slave.START))).equals(Counters.ZERO));
    }

    private static Counters count(String cause, String... effects) {
        return Counters.of(ADDRESS, Optional.of(parse(cause)), effects(effects));
    }

    private static List<Effect> effects(String... stanzas) {
        List<Effect> effects = new ArrayList<>();
        for (String xml : stanzas) {
            effects.add(new Effect.Send(parse(xml)));
        }
        return effects;
    }

    private static Flow flow(String... stanzas) {
        long bytes = 0;
        for (String xml : stanzas) {
            bytes += parse(xml).getElement().asXML().getBytes(StandardCharsets.UTF_8).length;
        }
        return new Flow(stanzas.length, bytes);
    }

    private static Packet parse(String xml) {
        return Xml.stanza(xml);
    }
}
