package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** Which node does what. */
public class DeliveriesTest {

    private static final JID HERE = new JID("kev@remote.example.com/x");
    private static final JID THERE = new JID("amy@remote.example.com/x");
    private static final JID GONE = new JID("ben@remote.example.com/x");

    private final Deliveries deliveries = new Deliveries("remote.example.com", Set.of(HERE)::contains,
        Set.of(HERE, THERE)::contains);
    private final Effect alarm = new Effect.Alarm(Instant.EPOCH);
    private final Effect toMaster = send("<message to='room@talk.example.com' from='s@mirror.remote.example.com/Kev'/>");
    private final Effect toUser = send("<message to='amy@remote.example.com' from='s@mirror.remote.example.com'/>");
    private final Effect here = presence(HERE);
    private final Effect there = presence(THERE);
    private final Effect gone = presence(GONE);
    private final Effect asked = send("<iq type='get' id='p' to='ben@remote.example.com/x' from='s@mirror.remote.example.com'/>");
    private final Effect joins = send("<presence from='amy@remote.example.com/x' to='room@talk.example.com/Amy'/>");
    private final List<Effect> all = List.of(alarm, toMaster, toUser, here, there, gone, asked, joins);

    private static Effect send(String xml) {
        return new Effect.Send(Xml.stanza(xml));
    }

    private static Effect presence(JID client) {
        return send("<presence to='%s' from='s@mirror.remote.example.com/Curtis'/>".formatted(client));
    }

    @Test
    public void eachNodeDoesWhatIsForItsClients() {
        assertEquals(List.of(here), deliveries.here(all));
        assertEquals(List.of(there, gone, asked, joins), deliveries.elsewhere(all));
    }

    @Test
    public void theKeeperDoesTheRestAndWhatSomebodyMustAnswer() {
        assertEquals(List.of(alarm, toMaster, toUser, here, asked), deliveries.ofKeeper(all));
    }

    @Test
    public void aClientIsHereIfItIsConnectedToThisNode() {
        assertTrue(deliveries.isHere(HERE));
        assertFalse(deliveries.isHere(THERE));
    }

    @Test
    public void whatAllHearIsSharedOut() {
        Effect.Broadcast broadcast = new Effect.Broadcast(new Message(), List.of(HERE, THERE, GONE));
        assertEquals(List.of(List.of(HERE)), receivers(deliveries.here(List.of(broadcast))));
        assertEquals(List.of(List.of(THERE, GONE)), receivers(deliveries.elsewhere(List.of(broadcast))));
        assertEquals(List.of(), deliveries.here(List.of(new Effect.Broadcast(new Message(), List.of(THERE)))));
    }

    private static List<List<JID>> receivers(List<Effect> effects) {
        return effects.stream().map(effect -> ((Effect.Broadcast) effect).receivers()).toList();
    }

    @Test
    public void theyComeThroughAsTheyAre() {
        EffectsCodec codec = new EffectsCodec();
        List<Effect> effects = List.of(new Effect.Broadcast((Message) Xml.stanza("""
            <message type='groupchat' id='m' from='s@mirror.remote.example.com/Curtis'><body>A &lt; 😀 </body></message>"""),
            List.of(HERE, new JID("kev@remote.example.com/with space"))), there, asked);
        assertEquals(effects.toString(), codec.decode(codec.encode(effects)).toString());
        assertEquals(List.of(), codec.decode(codec.encode(List.of())));
        assertEquals(List.of(), codec.decode("<effects"));
        assertEquals(List.of(), codec.decode("<!DOCTYPE a [<!ENTITY b 'c'>]><effects/>"));
    }
}
