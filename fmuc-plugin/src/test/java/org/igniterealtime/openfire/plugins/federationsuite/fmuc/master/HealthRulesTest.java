package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;

/** How it is found out whether there is still somebody behind a slave, and who leaves if there is not. */
public class HealthRulesTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String NO_LINK = "remote-server-not-found";
    private static final Duration GRACE = MasterPolicy.DEFAULT.grace();
    private static final Duration PATIENCE = MasterPolicy.DEFAULT.answerWithin();
    private static final Duration SILENCE = MasterPolicy.DEFAULT.pingAfter();
    private final Master master = new Master();

    @Test
    @Conforms("master-9")
    public void aLateBounceOfAFarewellDoesNotExpelWhoeverCameAgain() {
        // FMUC is switched off: everybody leaves, and the slave is told, but its server cannot be reached just now.
        master.has("Kev").closes().roomShowsGone("Kev", "Kev").roomHasHandledIt().andSo();
        // It is switched on again, and so is the mirror; Kev is in again before the server gives up the farewell.
        master.has("Kev").receives(bounced("presence", "", "/Kev", NO_LINK)).sends();
        master.after(GRACE.minusMillis(1)).sends();
        String id = theProbe(master.after(Duration.ofMillis(1)), SLAVE);
        master.receives("<iq type='result' id='%s' from='%s' to='%s'/>".formatted(id, SLAVE, ROOM)).sends();
        master.after(SILENCE.minus(GRACE)).sends().receives("""
            <message type='groupchat' id='m' from='%s/Kev' to='%s'><body>Here I am.</body></message>""".formatted(SLAVE, ROOM));
        assertEquals("his message reaches the room", 1, master.takePassed().size());
    }

    @Test
    @Conforms("master-9")
    public void aSlaveThatStaysOutOfReachLosesItsOccupantsAndNoOther() {
        master.has("Kev", "Amy").receives(("<presence from='%s' to='%s/Far'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            + "from='far@far.example.com/x'/></presence>").formatted(SLAVE.replace("remote", "far"), ROOM))
            .roomSends("<presence from='%s/Far' to='far@far.example.com/x'/>".formatted(ROOM)).andSo();
        String id = theProbe(master.receives(bounced("message", "", "/Curtis", NO_LINK)).after(GRACE), SLAVE);
        master.receives(error("iq", id, SLAVE, "", NO_LINK)).sends(leaving("Kev"), leaving("Amy"));
        master.roomHasHandledIt();
        assertEquals(List.of("Far"), master.room().occupants().values().stream().map(VirtualOccupant::nick).toList());
    }

    @Test
    public void aSlaveThatDoesNotAnswerLosesItsOccupants() {
        theProbe(master.has("Kev").receives(bounced("message", "", "", "remote-server-timeout")).after(GRACE), SLAVE);
        master.after(PATIENCE.minusMillis(1)).sends();
        master.after(Duration.ofMillis(1)).sends(leaving("Kev")).roomHasHandledIt().andSo();
        assertTrue(master.room().occupants().isEmpty());
    }

    @Test
    public void anySignOfLifeEndsTheDoubt() {
        for (String sign : List.of(
            "<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(SLAVE, ROOM),
            "<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body></message>".formatted(SLAVE, ROOM),
            "<presence type='unavailable' from='%s' to='%s/Nobody'/>".formatted(SLAVE, ROOM),
            bounced("message", "", "", "not-acceptable"))) {
            Master one = new Master().has("Kev").receives(bounced("message", "", "", NO_LINK)).receives(sign).andSo();
            one.after(GRACE).after(PATIENCE).sends();
            assertEquals(1, one.room().occupants().size());
        }
    }

    @Test
    public void moreThatComesBackMeanwhileChangesNothing() {
        master.has("Kev").receives(bounced("message", "", "", NO_LINK));
        master.after(GRACE.minusSeconds(1)).receives(bounced("message", "", "", NO_LINK)).sends();
        String id = theProbe(master.after(Duration.ofSeconds(1)), SLAVE);
        master.receives(bounced("message", "/Kev", "", NO_LINK)).sends();
        master.receives(bounced("presence", "", "/Kev", "item-not-found")).sends();
        master.receives(error("iq", id, SLAVE, "", "feature-not-implemented")).after(SILENCE.minus(GRACE)).sends();
        assertEquals("whoever answers is there", 1, master.room().occupants().size());
    }

    @Test
    public void aSlaveThatSaysThatNobodyIsThereIsAskedAtOnce() {
        String id = theProbe(master.has("Kev", "Amy").receives(bounced("message", "", "", "item-not-found")), SLAVE);
        master.receives(error("iq", id, SLAVE, "", "item-not-found")).sends(leaving("Kev"), leaving("Amy"));
    }

    @Test
    public void anErrorAboutOneConcernsHimOnly() {
        String id = theProbe(master.has("Kev", "Amy").receives(bounced("message", "/Kev", "", "recipient-unavailable")),
            SLAVE + "/Kev");
        master.receives("<message type='groupchat' from='%s/Amy' to='%s'><body>Hi</body></message>".formatted(SLAVE, ROOM));
        master.receives(error("iq", id, SLAVE + "/Kev", "", "item-not-found")).sends(leaving("Kev"));
        master.roomHasHandledIt();
        assertEquals(1, master.room().occupants().size());
        master.andSo().receives(bounced("message", "/Nobody", "", "item-not-found")).sends();
    }

    @Test
    public void whoSpeaksForHimselfIsThere() {
        master.has("Kev", "Amy").receives(bounced("message", "/Kev", "", "gone")).andSo();
        master.receives("<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body></message>".formatted(SLAVE, ROOM));
        master.after(PATIENCE).sends();
    }

    @Test
    public void ifTheLinkFailsWhileSomebodyIsAskedForTheLinkGetsItsTime() {
        String id = theProbe(master.has("Kev", "Amy").receives(bounced("message", "/Kev", "", "gone")), SLAVE + "/Kev");
        master.receives(error("iq", id, SLAVE + "/Kev", "", NO_LINK)).sends();
        master.after(GRACE.minusMillis(1)).sends();
        theProbe(master.after(Duration.ofMillis(1)), SLAVE);
    }

    @Test
    public void anErrorThatMeansNothingOfTheKindMakesNobodyDoubt() {
        for (String condition : List.of("service-unavailable", "not-acceptable", "forbidden")) {
            new Master().has("Kev").receives(bounced("message", "/Kev", "", condition)).after(SILENCE.minusMillis(1)).sends()
                .lets();
        }
    }

    @Test
    public void onlyTheOneWhoWasAskedMayAnswer() {
        String id = theProbe(master.has("Kev").receives(bounced("message", "", "", "item-not-found")), SLAVE);
        master.receives(error("iq", id, SLAVE.replace("remote", "far"), "", "item-not-found")).sends();
        master.receives(error("iq", id + "x", SLAVE, "", "item-not-found")).sends();
        master.after(PATIENCE).sends(leaving("Kev"));
    }

    @Test
    public void aDoubtAboutNobodyIsForgotten() {
        master.has("Kev", "Amy").receives(bounced("message", "/Kev", "", "gone")).andSo();
        master.roomShowsGone("Kev", "Kev").after(PATIENCE).andSo();
        assertTrue(master.room().suspicions().isEmpty());
        master.receives(bounced("message", "", "", NO_LINK).replace("remote.ex", "far.ex"));
        assertTrue(master.room().suspicions().isEmpty());
    }

    @Test
    public void aSlaveThatHasBeenSilentForLongIsAskedWhetherItIsThere() {
        master.has("Kev", "Amy").after(SILENCE.minusMillis(1)).sends();
        String id = theProbe(master.after(Duration.ofMillis(1)), SLAVE);
        master.receives("<iq type='result' id='%s' from='%s' to='%s'/>".formatted(id, SLAVE, ROOM));
        master.after(SILENCE.minusMillis(1)).sends();
        theProbe(master.after(Duration.ofMillis(1)), SLAVE);
    }

    @Test
    public void aSlaveThatSpeaksOrIsNotToBeAskedIsNot() {
        master.has("Kev", "Amy").after(SILENCE.minusMillis(1));
        master.receives("<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body></message>".formatted(SLAVE, ROOM));
        master.after(SILENCE.minusMillis(1)).has("Ben").after(SILENCE.minusMillis(1)).sends();
        MasterPolicy bounds = MasterPolicy.DEFAULT;
        new Master().holding(new MasterPolicy(bounds.mostOccupants(), bounds.mostOfMirror(), bounds.mostMirrors(),
            bounds.mostQuestions(), bounds.stanzaChars(), GRACE, PATIENCE, Duration.ZERO)).has("Kev").after(SILENCE).sends();
    }

    @Test
    public void whereASilentSlaveDoesNotAnswerTheLinkGetsItsTime() {
        for (boolean failing : List.of(true, false)) {
            Master one = new Master().has("Kev");
            String first = theProbe(one.after(SILENCE), SLAVE);
            if (failing) {
                one.receives(error("iq", first, SLAVE, "", NO_LINK)).sends();
            } else {
                one.after(PATIENCE).sends();
            }
            one.after(GRACE.minusMillis(1)).sends();
            String second = theProbe(one.after(Duration.ofMillis(1)), SLAVE);
            if (failing) {
                one.receives(error("iq", second, SLAVE, "", NO_LINK));
            } else {
                one.after(PATIENCE);
            }
            one.sends(leaving("Kev"));
        }
    }

    @Test
    public void aSilentSlaveIsNotInDoubtBeforeItFailsToAnswer() {
        VirtualOccupant kev = master.has("Kev").room().occupants().values().iterator().next();
        theProbe(master.after(SILENCE), SLAVE);
        assertTrue("the room's own checks are still answered for him", master.room().isHealthy(kev));
        master.after(PATIENCE);
        assertFalse(master.room().isHealthy(kev));
    }

    @Test
    public void whenASlaveSpokeIsRememberedOfSlavesWithOccupantsOnly() {
        master.has("Kev").receives(("<presence type='unavailable' from='%s' to='%s/Nobody'/>")
            .formatted(SLAVE.replace("remote", "far"), ROOM));
        assertTrue(master.room().heard().isEmpty());
        master.after(Duration.ofSeconds(1)).receives(
            "<message type='groupchat' from='%s/Kev' to='%s'><body>Hi</body></message>".formatted(SLAVE, ROOM));
        assertEquals(1, master.room().heard().size());
        master.roomShowsGone("Kev", "Kev").roomHasHandledIt();
        assertTrue(master.room().heard().isEmpty());
    }

    @Test
    public void nothingOfAllThisReachesTheRoom() {
        for (String condition : List.of(NO_LINK, "item-not-found", "service-unavailable")) {
            master.has("Kev").receives(bounced("message", "/Kev", "", condition))
                .receives(bounced("presence", "", "/Kev", condition)).lets();
        }
    }

    private static String theProbe(Master master, String target) {
        List<Packet> sent = master.takeSent();
        assertEquals(sent.toString(), 1, sent.size());
        IQ probe = (IQ) sent.get(0);
        assertEquals(ROOM, probe.getFrom().toString());
        assertEquals(target, probe.getTo().toString());
        assertEquals(IQ.Type.get, probe.getType());
        assertEquals("urn:xmpp:ping", probe.getChildElement().getNamespaceURI());
        return probe.getID();
    }

    private static String bounced(String name, String of, String to, String condition) {
        return error(name, "b", SLAVE + of, to, condition);
    }

    private static String error(String name, String id, String from, String to, String condition) {
        return ("<%s type='error' id='%s' from='%s' to='%s%s'><error type='cancel'>"
            + "<%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></%s>")
            .formatted(name, id, from, ROOM, to, condition, name);
    }

    private static String leaving(String nick) {
        return "<presence type='unavailable' from='%s' to='%s/%s'/>".formatted(Master.jid(nick), ROOM, nick);
    }
}
