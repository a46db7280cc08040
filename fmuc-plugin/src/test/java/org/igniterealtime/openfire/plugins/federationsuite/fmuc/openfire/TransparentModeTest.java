package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.jivesoftware.openfire.session.ClientSession;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** The interceptor of transparent mode and the mirror behind it, without a server. */
public class TransparentModeTest {

    private static final String MIRROR = "mirror.remote.example.com";
    private static final String SLAVE = "jabberchat\\40talk.example.com@" + MIRROR;
    private static final String KEV = "kev@remote.example.com/x";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String JOIN =
        "<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private static final String PART = "<presence type='unavailable' from='%s' to='%s/Kev'/>";

    private final MapSettings settings = new MapSettings();
    private final ManualWorkers workers = new ManualWorkers();
    private final List<Packet> sent = new ArrayList<>();
    private final TestAccess access = new TestAccess();
    private final FmucSettings fmucSettings = new FmucSettings(settings);
    private final SlaveRooms rooms = new SlaveRooms(new SuiteServices(settings, this::route, workers, workers,
        domain -> TrustLevel.UNKNOWN, "remote.example.com"), fmucSettings, new MemoryKeptStore());
    private final PeerQueries peers = new PeerQueries(new JID(MIRROR), this::route, workers);
    private final Mirrorable mirrorable = new Mirrorable(peers, workers, fmucSettings);
    private final Gate gate = new Gate("remote.example.com", MIRROR, access);
    private final MirrorComponent component = new MirrorComponent(gate,
        new Lobby(new Queries("Mirrors", domain -> TrustLevel.UNKNOWN), rooms, new RoomInfos(peers, workers), fmucSettings,
            this::route, "remote.example.com"), rooms, fmucSettings, this::route, peers, mirrorable, client -> true);
    private final TransparentMode mode =
        new TransparentMode("remote.example.com", MIRROR, fmucSettings, gate, rooms, mirrorable);
    private boolean anonymous;
    private final ClientSession session = (ClientSession) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[] {ClientSession.class}, (proxy, method, arguments) -> {
            assertEquals("isAnonymousUser", method.getName());
            return anonymous;
        });

    {
        mode.watch(settings);
    }

    /** What the server routes passes the interceptor, and reaches the mirror or goes out. */
    private void route(Packet stanza) {
        boolean local = stanza.getFrom().getDomain().equals("remote.example.com");
        mode.interceptPacket(stanza, local ? session : null, true, false);
        if (stanza.getTo().getDomain().equals(MIRROR)) {
            component.processPacket(stanza);
        } else {
            sent.add(stanza);
        }
    }

    private void says(String xml) {
        route(Xml.stanza(xml));
        workers.work();
    }

    private List<Packet> takeSent() {
        List<Packet> copy = List.copyOf(sent);
        sent.clear();
        return copy;
    }

    private void isOn() {
        settings.set(FmucSettings.TRANSPARENT.forPeer("talk.example.com"), true);
    }

    /** The remote service answers what it is. */
    private void answers(String feature) {
        IQ question = (IQ) sent.stream().filter(stanza -> stanza instanceof IQ).findFirst().orElseThrow();
        assertEquals("talk.example.com", question.getTo().toString());
        sent.remove(question);
        IQ answer = IQ.createResultIQ(question);
        answer.setChildElement("query", PeerQueries.INFO).addElement("feature").addAttribute("var", feature);
        route(answer);
        workers.work();
    }

    private void isIn() {
        isOn();
        says(JOIN.formatted(KEV, ROOM));
        answers(Fmuc.NAMESPACE);
        says("<presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>"
            .formatted(ROOM, SLAVE));
        takeSent();
    }

    private String lastTo() {
        List<Packet> all = takeSent();
        assertEquals(all.toString(), 1, all.size());
        return all.get(0).getFrom() + " to " + all.get(0).getTo();
    }

    @Test
    @Conforms("transparent-1")
    public void aJoinGoesThroughTheSlaveWhenTheServiceHasSaidThatItCan() {
        isOn();
        says(JOIN.formatted(KEV, ROOM));
        says("<message type='groupchat' id='early' from='%s' to='%s'><body>Hi</body></message>".formatted(KEV, ROOM));
        assertEquals("the question", 1, sent.size());
        answers(Fmuc.NAMESPACE);
        List<Packet> all = takeSent();
        assertEquals(SLAVE, all.get(0).getFrom().toString());
        assertEquals("in order", "early", all.get(1).getID());
        assertEquals(ROOM, all.get(1).getFrom().toString());
        assertFalse(all.toString(), all.toString().contains("#transparent"));
    }

    @Test
    @Conforms("transparent-5")
    public void whereTheServiceCannotTheJoinGoesOnAsTheUsersOwn() {
        isOn();
        says(JOIN.formatted(KEV, ROOM));
        answers("http://jabber.org/protocol/muc");
        Packet join = takeSent().get(0);
        Xml.assertSent(List.of(join), JOIN.formatted(KEV, ROOM));
        says("<message type='groupchat' from='%s' to='%s'><body>Hi</body></message>".formatted(KEV, ROOM));
        assertEquals(KEV + " to " + ROOM, lastTo());
        says(JOIN.formatted("amy@remote.example.com/x", ROOM));
        assertEquals("it is known for a while", "amy@remote.example.com/x to " + ROOM + "/Kev", lastTo());
        workers.pass(java.time.Duration.ofMinutes(11));
        says(JOIN.formatted("ben@remote.example.com/x", ROOM));
        assertTrue("then it is asked again", takeSent().get(0) instanceof IQ);
    }

    @Test
    @Conforms("transparent-5")
    public void whoeverLeavesBeforeTheServiceHasSaidThatItCannotLeavesTheRoomItself() {
        isOn();
        says(JOIN.formatted(KEV, ROOM));
        says(PART.formatted(KEV, ROOM));
        answers("http://jabber.org/protocol/muc");
        Xml.assertSent(takeSent(), JOIN.formatted(KEV, ROOM), PART.formatted(KEV, ROOM));
    }

    @Test
    @Conforms("transparent-5")
    public void whoeverLeavesWhileHeIsLetGoOnDirectlyLeavesTheRoomItself() {
        isOn();
        says(JOIN.formatted(KEV, ROOM));
        answers(Fmuc.NAMESPACE);
        says(("<presence type='error' from='%s' to='%s/Kev'><error type='cancel'>"
            + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>").formatted(ROOM, SLAVE));
        takeSent();
        Packet part = Xml.stanza(PART.formatted(KEV, SLAVE));
        Transparent.markTaken(part);
        component.processPacket(part);
        workers.work();
        Xml.assertSent(takeSent(), PART.formatted(KEV, ROOM));
    }

    @Test
    @Conforms("transparent-5")
    public void aPartOfAnEarlierTimeThatGoesOnDirectlyTakesNobodyWithHimWhoHasComeSince() {
        isIn();
        Packet part = Xml.stanza("<presence type='unavailable' from='%s' to='%s/Kevin'/>".formatted(KEV, ROOM));
        Transparent.markDirect(part);
        route(part);
        Xml.assertSent(takeSent(), "<presence type='unavailable' from='%s' to='%s/Kevin'/>".formatted(KEV, ROOM));
        says("<message type='groupchat' from='%s' to='%s'><body>Hi</body></message>".formatted(KEV, ROOM));
        assertEquals(SLAVE + "/Kev to " + ROOM, lastTo());
    }

    @Test
    @Conforms("transparent-5")
    public void aPartOfSomebodyWhoseConnectionHasEndedLeavesTheServerWithoutOurElement() {
        isOn();
        Packet part = Xml.stanza(PART.formatted(KEV, ROOM));
        Transparent.markDirect(part);
        mode.interceptPacket(part, null, true, false);
        Xml.assertSent(List.of(part), PART.formatted(KEV, ROOM));
    }

    @Test
    @Conforms("transparent-5")
    public void whereTheMirrorIsNotAdmittedUsersJoinDirectlyAndItIsNotTriedAgainForAWhile() {
        isOn();
        says(JOIN.formatted(KEV, ROOM));
        answers(Fmuc.NAMESPACE);
        takeSent();
        says(("<presence type='error' from='%s' to='%s/Kev'><error type='auth'>"
            + "<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            + "<not-admitted xmlns='http://igniterealtime.org/protocol/federationsuite#errors'/></error></presence>")
            .formatted(ROOM, SLAVE));
        assertEquals(KEV + " to " + ROOM + "/Kev", lastTo());
        says(JOIN.formatted("amy@remote.example.com/x", ROOM));
        assertEquals("amy@remote.example.com/x to " + ROOM + "/Kev", lastTo());
        says(JOIN.formatted("amy@remote.example.com/x", "other@talk.example.com"));
        assertEquals("other\\40talk.example.com@" + MIRROR, takeSent().get(0).getFrom().toString());
    }

    @Test
    @Conforms("transparent-5")
    public void whereALimitIsReachedUsersJoinDirectly() {
        settings.set(FmucSettings.SLAVE_ROOMS, 1);
        isIn();
        says(JOIN.formatted(KEV, "other@talk.example.com"));
        assertEquals(KEV + " to other@talk.example.com/Kev", lastTo());
    }

    @Test
    @Conforms({"transparent-3", "transparent-4"})
    public void whoeverIsInStaysWhatHeIsWhenTheModeIsSwitched() {
        isIn();
        settings.set(FmucSettings.TRANSPARENT.forPeer("talk.example.com"), false);
        says("<message type='groupchat' from='%s' to='%s'><body>Hi</body></message>".formatted(KEV, ROOM));
        assertEquals(SLAVE + "/Kev to " + ROOM, lastTo());
        says("<message type='chat' from='%s' to='%s/Curtis'><body>Hi</body></message>".formatted(KEV, ROOM));
        assertEquals(KEV + " to " + ROOM + "/Curtis", lastTo());
        says(JOIN.formatted("amy@remote.example.com/x", ROOM));
        assertEquals("amy@remote.example.com/x to " + ROOM + "/Kev", lastTo());
        isOn();
        says("<message type='groupchat' from='amy@remote.example.com/x' to='%s'><body>Hi</body></message>".formatted(ROOM));
        assertEquals("amy@remote.example.com/x to " + ROOM, lastTo());
    }

    @Test
    @Conforms("transparent-3")
    public void nothingElseIsTaken() {
        isOn();
        settings.set(FmucSettings.TRANSPARENT, true);
        access.refuse("refused.example.com").confine("kev@remote.example.com/confined");
        for (String room : List.of("room@conference.remote.example.com", "room@refused.example.com",
                "x\\40other.example.com@mirror.other.example.com")) {
            says(JOIN.formatted(KEV, room));
            assertEquals(KEV + " to " + room + "/Kev", lastTo());
        }
        says(JOIN.formatted("kev@remote.example.com/confined", ROOM));
        assertEquals("kev@remote.example.com/confined to " + ROOM + "/Kev", lastTo());
        anonymous = true;
        says(JOIN.formatted(KEV, ROOM));
        assertEquals(KEV + " to " + ROOM + "/Kev", lastTo());
        anonymous = false;
        says(JOIN.formatted("kev@elsewhere.example.com/x", ROOM));
        assertEquals("kev@elsewhere.example.com/x to " + ROOM + "/Kev", lastTo());
        says("<presence from='%s' to='curtis@example.com'/>".formatted(KEV));
        assertEquals(KEV + " to curtis@example.com", lastTo());
        says("<presence from='%s' to='%s/Kev'/>".formatted(KEV, ROOM));
        assertEquals(KEV + " to " + ROOM + "/Kev", lastTo());
    }

    @Test
    @Conforms("transparent-3")
    public void aClientCannotSayThatItWasTaken() {
        settings.set(FmucSettings.DIALECT, FmucSettings.DialectChoice.PROTOXEP);
        isOn();
        says(("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/>"
            + "<taken xmlns='http://igniterealtime.org/protocol/federationsuite#transparent'/></presence>").formatted(KEV, SLAVE));
        assertEquals(SLAVE + " to " + ROOM + "/Kev", lastTo());
        says("<presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>"
            .formatted(ROOM, SLAVE));
        assertEquals(SLAVE + "/Kev", takeSent().get(0).getFrom().toString());
    }

    @Test
    @Conforms("transparent-1")
    public void whoIsGoneIsForgotten() {
        isIn();
        settings.set(FmucSettings.TRANSPARENT.forPeer("talk.example.com"), false);
        mode.tick(client -> false);
        says("<message type='groupchat' from='%s' to='%s'><body>Hi</body></message>".formatted(KEV, ROOM));
        assertEquals(KEV + " to " + ROOM, lastTo());
    }
}
