package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Facts;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FanOut;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.InboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.OutboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.SlavePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoomCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomInfo;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;

/** Openfire 4.2 does not look at what another server sends. Whatever it is, nothing of ours throws. */
public class MangledStanzasTest {

    private static final int STANZAS = 8_000;
    private static final String[] TYPES = {null, "", "error", "unavailable", "groupchat", "chat", "normal", "headline",
        "get", "set", "result", "subscribe", "probe", "bogus", "GroupChat", "available"};
    private static final String[] ADDRESSES = {null, "", "@", "a@@b", "a@b/", "/x", "kev@remote.example.com/Swift",
        "amy@remote.example.com/Swift", "kev@remote.example.com", "remote.example.com", "mirror.remote.example.com",
        "jabberchat@talk.example.com", "jabberchat@talk.example.com/Kev", "jabberchat@talk.example.com/Curtis",
        "jabberchat\\40talk.example.com@mirror.remote.example.com",
        "jabberchat\\40talk.example.com@mirror.remote.example.com/Kev", "x\\40y\\2fz@mirror.remote.example.com",
        "\\40@mirror.remote.example.com", "a\\40b\\40c@mirror.remote.example.com", "a b@c",
        "x".repeat(1023) + "@talk.example.com",
        "\\5c".repeat(341) + "@talk.example.com/Kev", "\u0130@x.example.com", "a@" + "b".repeat(1100)};
    private static final String[] CHILDREN = {
        "<x xmlns='http://jabber.org/protocol/muc'/>",
        "<x xmlns='http://jabber.org/protocol/muc'><history maxchars='-1' seconds='99999999999' since='x' maxstanzas=''/></x>",
        "<x xmlns='http://jabber.org/protocol/muc'><history seconds='2147483647' since='-999999999-01-01T00:00:00Z'/></x>",
        "<x xmlns='http://jabber.org/protocol/muc'><password/></x>",
        "<x xmlns='http://jabber.org/protocol/muc#user'/>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><item/><status/><status code=''/><status code='x'/></x>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/><status code='100'/><status code='172'/></x>",
        "<fmuc xmlns='http://isode.com/protocol/fmuc'/>", "<fmuc xmlns='http://isode.com/protocol/fmuc' from='@'/>",
        "<fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/Swift'/>",
        "<nomirror xmlns='http://isode.com/protocol/fmuc'/>", "<body/>", "<body>Hello</body>", "<subject/>", "<error/>",
        "<error code='x' type='y'/>", "<error code='404'/>", "<error xmlns='urn:x'>text</error>",
        "<error type='cancel'><bogus xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
        "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
        "<delay xmlns='urn:xmpp:delay'/>", "<delay xmlns='urn:xmpp:delay' stamp='never'/>",
        "<query xmlns='http://jabber.org/protocol/disco#info'/>", "<ping xmlns='urn:xmpp:ping'/>", "<a:b xmlns:a='urn:a'/>",
        "text &amp; more"};

    private static final Gate GATE = new Gate("remote.example.com", "mirror.remote.example.com", new TestAccess());

    private final Random random = new Random(20100524);

    @Test
    public void nothingThrowsWhateverArrives() {
        SlaveRoom[] slave = {new Slave().has("Kev").room()};
        Master master = new Master().has("Kev");
        for (int i = 0; i < STANZAS; i++) {
            Packet stanza = mangled();
            String xml = stanza.getElement().asXML();
            try {
                RoomCopy.read(stanza);
                mirror(stanza, slave);
                master(stanza, master);
                Fmuc.speaks(stanza);
                Fmuc.strip(stanza);
            } catch (RuntimeException e) {
                throw new AssertionError("stanza " + i + ": " + xml, e);
            }
        }
        MirrorPolicy.Bounds bounds = MirrorPolicy.DEFAULT.bounds();
        assertTrue(slave[0].questions().size() <= bounds.questions());
        assertTrue(slave[0].locals().size() <= bounds.localOccupants());
        String state = new SlaveRoomCodec().encode(slave[0]);
        assertTrue("what a room remembers of it all", state.length() < bounds.rememberedChars() + bounds.shownChars());
        assertEquals("and what another node would", Optional.of(slave[0]), new SlaveRoomCodec().decode(state));
    }

    @Test
    public void aStanzaOfNoKnownTypeSaysNothing() {
        Packet presence = Xml.stanza("<presence type='bogus' from='kev@remote.example.com/Swift' to='a\\40b@mirror.x/Kev'/>");
        assertEquals(Optional.empty(), UserStanza.read(presence));
        assertEquals(Optional.empty(), MasterStanza.read(presence));
        assertEquals(Optional.empty(), RoomCopy.read(presence));
        assertFalse(Stanzas.mayBeAnswered(presence));
    }

    @Test
    public void aSlavesStanzaOfNoKnownTypeStillDoesNotReachTheRoom() {
        new Master().has("Kev").receives("""
            <presence type='bogus' from='jabberchat\\40talk.example.com@mirror.remote.example.com'
                to='jabberchat@talk.example.com/Kev'/>""").lets().sends();
    }

    @Test
    public void anErrorWithoutAConditionMakesNobodyLeave() {
        for (String error : List.of("", "<error/>", "<error><x xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")) {
            new Master().has("Kev").receives("""
                <message type='error' from='jabberchat\\40talk.example.com@mirror.remote.example.com/Kev'
                    to='jabberchat@talk.example.com'>%s</message>""".formatted(error)).lets().sends();
        }
    }

    @Test
    public void aLinkErrorFromAnAddressTooLongToBeEscapedIsRefused() {
        Packet error = Xml.stanza("<presence type='error' to='mirror.remote.example.com' from='%s@talk.example.com'/>"
            .formatted("x".repeat(1023)));
        assertTrue(GATE.judge(error) instanceof Gate.Judgement.Refuse);
    }

    private void mirror(Packet stanza, SlaveRoom[] slave) {
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT.withFireAndForget(random.nextBoolean()));
        Instant now = Slave.START;
        Optional<UserStanza> user = UserStanza.read(stanza);
        Optional<MasterStanza> master = MasterStanza.read(stanza);
        user.ifPresent(said -> slave[0] = rules.on(slave[0], said, now).room());
        master.ifPresent(said -> slave[0] = rules.on(slave[0], said, now).room());
        if (!Stanzas.isReadable(stanza)) {
            return;
        }
        // The component asks the gate about what can be read only.
        Gate.Judgement judgement = GATE.judge(stanza);
        Queries queries = new Queries("Mirrors", domain -> TrustLevel.UNKNOWN);
        if (stanza instanceof IQ iq && iq.isRequest()) {
            queries.toService(iq);
            RoomInfo.read(iq);
        }
        if (judgement instanceof Gate.Judgement.FromUser fromUser) {
            SlaveRoom room = SlaveRoom.vacant(SlaveAddress.of(fromUser.room().master(), "mirror.remote.example.com"));
            user.ifPresent(said -> rules.on(room, said, now));
        }
    }

    private void master(Packet stanza, Master master) {
        Optional<Facts> facts = random.nextBoolean() ? Optional.empty() : Optional.of(new Facts(random.nextBoolean(), false));
        SlaveStanza.read(stanza).ifPresent(said ->
            InboundRules.on(master.room(), said, stanza, Master.BUDDY, facts, master.circumstances()));
        VirtualOccupant kev = master.room().occupants().values().iterator().next();
        RoomCopy.read(stanza).ifPresent(copy -> OutboundRules.on(master.room(), kev, copy,
            random.nextBoolean() ? FanOut.ofShown(kev) : FanOut.unknown(),
            new SlavePolicy(random.nextBoolean(), random.nextBoolean(), 10), master.circumstances()));
    }

    private Packet mangled() {
        String name = pick("presence", "message", "iq");
        Element element = Xml.element("<" + name + "/>");
        if (name.equals("iq")) {
            // Tinder cannot even make an IQ of an unknown type, so no such thing can reach us.
            element.addAttribute("type", pick("get", "set", "result", "error"));
        } else {
            element.addAttribute("type", pick(TYPES));
        }
        element.addAttribute("id", pick(null, "", "x"));
        List<String> children = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            children.add(pick(CHILDREN));
        }
        String xml = element.asXML();
        Packet stanza = Xml.stanza(xml.substring(0, xml.length() - 2) + '>' + String.join("", children) + "</" + name + '>');
        // Afterwards, because tinder looks at some addresses when it makes a stanza, and at others only when asked.
        stanza.getElement().addAttribute("from", pick(ADDRESSES)).addAttribute("to", pick(ADDRESSES));
        return stanza;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
