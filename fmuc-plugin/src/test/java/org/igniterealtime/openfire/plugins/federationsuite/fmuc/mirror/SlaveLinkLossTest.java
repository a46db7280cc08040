package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.error;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.gone;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.goneFor;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.heard;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.said;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.there;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What local users see and say while their room's master cannot be reached, and when it can again. */
public class SlaveLinkLossTest {

    static final String HELLO = "<body>Hello</body>";
    private static final String NO_LINK = "The link to the room is lost.";
    private static final String LOST = "The link is lost.";
    static final String BACK = "The link is back.";
    static final Duration PATIENCE = LinkPolicy.DEFAULT.patience();
    /** A minute before a test begins, which is when the room was opened. */
    static final String BEFORE = "2010-05-24T11:59:00Z";
    private final Slave slave = new Slave().has("Kev", "Amy").shows("Curtis").andSo();

    // ---- lost

    @Test
    @Conforms("loss-1")
    public void everybodyIsToldOnceThatTheLinkIsLostAndWhoIsNotLocalIsGone() {
        cut(slave).sends(gone("Curtis", "Kev"), gone("Curtis", "Amy"), notice(LOST, "Kev"), notice(LOST, "Amy"));
        cut(slave).breaks().sends();
        assertTrue(slave.room().link().isLost());
        assertEquals("those who are local stay", 2, slave.room().audience().size());
    }

    @Test
    public void aLostMasterIsAskedLessAndLessOftenWhetherItIsThere() {
        cut(slave).andSo();
        for (int wait : List.of(2, 4, 8, 16, 32, 64, 120)) {
            slave.after(Duration.ofSeconds(wait).minusMillis(1)).sends();
            theProbe(slave.after(Duration.ofMillis(1)));
        }
    }

    @Test
    public void aRoomThatSaysNothingAsksNothing() {
        slave.breaks().after(Duration.ofMinutes(14)).breaks().sends();
        slave.hears("Curtis", "c1", "Hi").andSo().after(Duration.ofSeconds(30)).sends();
        assertFalse(slave.room().link().isLost());
    }

    @Test
    public void aMessageWithoutItsCopyMakesTheMasterBeAskedAndSilenceThenIsALoss() {
        slave.says("Kev", "m1", HELLO).sends(said("Kev", "m1", HELLO));
        slave.after(PATIENCE.minusMillis(1)).sends();
        theProbe(slave.after(Duration.ofMillis(1)));
        slave.after(PATIENCE.minusMillis(1)).sends();
        slave.after(Duration.ofMillis(1)).sends(heard("Kev", "m1", HELLO, "Kev"), heard("Kev", "m1", HELLO, "Amy"),
            gone("Curtis", "Kev"), gone("Curtis", "Amy"), notice(LOST, "Kev"), notice(LOST, "Amy"));
        assertEquals("it is written down when it is shown", List.of("m1"), slave.written());
    }

    @Test
    public void aMessageWhoseCopyComesIsNotWaitedFor() {
        slave.says("Kev", "m1", HELLO).hears("Kev", "m1", "Hello").andSo().after(PATIENCE).after(PATIENCE).sends();
        assertEquals(List.of(), slave.written());
    }

    @Test
    public void whatSomebodySaidWhoWasThrownOutAndComesAgainAtOnceIsNoSignOfALoss() {
        slave.says("Kev", "m1", HELLO).showsGone("Kev", "<status code='307'/>").asks("Kev").andSo();
        slave.receives("<message type='error' id='m1' from='%s' to='%s/Kev'><error type='cancel'>".formatted(MASTER, SLAVE)
            + "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").sends();
        assertFalse(slave.room().link().isLost());
        assertEquals("nor is it waited for", List.of(), slave.room().link().kept());
    }

    @Test
    @Conforms("loss-1")
    public void whatIsSentBehindAQuestionItsAnswerDoesNotConfirm() {
        cut(slave).says("Amy", "m1", HELLO).leaves("Amy").andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).receives(NO_SUBJECT).says("Kev", "m2", HELLO).andSo();
        String probe = theProbe(slave.after(PATIENCE));
        slave.asks("Amy").shows("Amy", SELF).hears("Kev", "m2", "Hello").andSo();
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(probe, MASTER, SLAVE));
        assertEquals(List.of("m1"), slave.written());
    }

    @Test
    @Conforms("loss-1")
    public void whatWasKeptAndIsRefusedToSomebodyWhoIsThrownOutGoesBackToHim() {
        cut(slave).says("Amy", "m1", HELLO).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).receives(NO_SUBJECT).showsGone("Amy", "<status code='307'/>").andSo();
        slave.receives("<message type='error' id='m1' from='%s' to='%s/Amy'><error type='cancel'>".formatted(MASTER, SLAVE)
            + "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>")
            .sends(unsent("Amy", "2010-05-24T12:00:00Z"));
        assertEquals(List.of(), slave.written());
    }

    @Test
    public void whoeverComesWhileItIsLostAndTheMasterHasNotAnsweredIsRefused() {
        cut(slave).after(Duration.ofSeconds(2)).after(Duration.ofSeconds(4)).andSo();
        slave.asks("Bob").sends(refused("Bob", jid("Bob"), "wait", "remote-server-timeout", NO_LINK));
    }

    @Test
    public void whoeverWasComingWhenItWasLostIsRefusedWhenTheMasterDoesNotAnswer() {
        slave.asks("Bob").andSo().says("Kev", "m1", HELLO).after(PATIENCE).after(PATIENCE);
        slave.after(Duration.ofSeconds(2)).andSo().after(Duration.ofSeconds(4));
        assertTrue(slave.takeSent().stream().anyMatch(stanza -> stanza.toXML().contains("remote-server-timeout")
            && stanza.getTo().toString().equals(jid("Bob"))));
    }

    @Test
    public void aFurtherClientOfSomebodyWhoIsInComesIn() {
        cut(slave).andSo().receives("<presence from='kev@remote.example.com/Tablet' to='%s/Kev'>"
            .formatted(SLAVE) + "<x xmlns='http://jabber.org/protocol/muc'/></presence>");
        assertEquals(List.of("Amy", "Kev"), slave.takeSent().stream().filter(Presence.class::isInstance)
            .map(stanza -> stanza.getFrom().getResource()).toList());
    }

    @Test
    public void whoeverLeavesWhileItIsLostIsGoneAtOnceAndTheMasterIsToldIfItCanBe() {
        cut(slave).andSo().leaves("Amy").sends(part("Amy"), goneFor("Amy", jid("Amy"), SELF), gone("Amy", "Kev"));
        slave.leaves("Kev").sends(part("Kev"), goneFor("Kev", jid("Kev"), SELF));
        assertTrue("and then there is nothing left to ask", slave.room().isVacant());
    }

    // ---- talk while it is lost

    @Test
    @Conforms("loss-1")
    public void whatIsSaidMeanwhileIsShownAtOnceAndSentInOrderAfterwardsAndForgottenWhenItsCopyComes() {
        cut(slave).andSo().after(Duration.ofSeconds(1));
        slave.says("Kev", "m1", HELLO).sends(heard("Kev", "m1", HELLO, "Kev"), heard("Kev", "m1", HELLO, "Amy"));
        slave.says("Amy", "m2", HELLO).sends(heard("Amy", "m2", HELLO, "Kev"), heard("Amy", "m2", HELLO, "Amy"));
        slave.says("Kev", "m3", HELLO).andSo();
        assertEquals(List.of("m1", "m2", "m3"), slave.written());

        answers(slave.after(Duration.ofSeconds(1)));
        slave.shows("Curtis").shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"),
            said("Kev", "m1", HELLO + delay("2010-05-24T12:00:01Z")), said("Amy", "m2", HELLO + delay("2010-05-24T12:00:01Z")),
            said("Kev", "m3", HELLO + delay("2010-05-24T12:00:01Z")));

        slave.hears("Kev", "m1", "Hello").sends();
        assertEquals(List.of("m2", "m3"), slave.written());
        slave.hears("Amy", "m2", "Hello").hears("Kev", "m3", "Hello").sends();
        assertEquals(List.of(), slave.written());
        slave.after(PATIENCE).after(PATIENCE).sends();
    }

    @Test
    public void whoeverIsNotInAgainYetSendsWhenHeIs() {
        cut(slave).says("Kev", "m1", HELLO).says("Amy", "m2", HELLO).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).andSo().receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"),
            said("Kev", "m1", HELLO + delay("2010-05-24T12:00:00Z")));
        slave.says("Amy", "m3", HELLO).sends(heard("Amy", "m3", HELLO, "Kev"), heard("Amy", "m3", HELLO, "Amy"));
        slave.shows("Amy", SELF).sends(said("Amy", "m2", HELLO + delay("2010-05-24T12:00:00Z")),
            said("Amy", "m3", HELLO + delay("2010-05-24T12:00:02Z")));
    }

    @Test
    public void whereLocalTalkIsOffNothingCanBeSaid() {
        Slave silent = with(LinkPolicy.DEFAULT.withLocalTalk(false));
        cut(silent).sends(notice("The link is lost. Nothing can be said.", "Kev"),
            notice("The link is lost. Nothing can be said.", "Amy"));
        silent.says("Kev", "m1", HELLO).sends(refusedMessage("m1", "wait", "remote-server-timeout", NO_LINK));
        assertEquals(List.of(), silent.written());
    }

    @Test
    public void aSubjectIsNotChangedMeanwhileAndTypingIsShownAndNotKept() {
        cut(slave).andSo().says("Kev", "s1", "<subject>Roses</subject>")
            .sends(refusedMessage("s1", "wait", "remote-server-timeout", NO_LINK));
        String typing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
        slave.says("Kev", "t1", typing).sends(heard("Kev", "t1", typing, "Kev"), heard("Kev", "t1", typing, "Amy"));
        assertEquals(List.of(), slave.written());
    }

    @Test
    public void privateMessagesReachLocalOccupantsOnly() {
        cut(slave).andSo().receives(whisper("Amy", "p1")).sends("<message type='chat' id='p1' from='%s/Kev' to='%s'>%s"
            .formatted(SLAVE, jid("Amy"), HELLO) + "<x xmlns='http://jabber.org/protocol/muc#user'/></message>");
        slave.receives(whisper("Curtis", "p2")).sends("<message type='error' id='p2' from='%s/Curtis' to='%s'>%s</message>"
            .formatted(SLAVE, jid("Kev"), error("wait", "remote-server-timeout", NO_LINK)));
    }

    // ---- bounds

    @Test
    public void noMoreMessagesAreKeptThanTheBound() {
        Slave small = with(LinkPolicy.DEFAULT.keeping(2, 200_000, Duration.ofDays(1)));
        cut(small).says("Kev", "m1", HELLO).says("Kev", "m2", HELLO).andSo().says("Kev", "m3", HELLO).sends(full("m3"));
        assertEquals(List.of("m1", "m2"), small.written());
    }

    @Test
    public void noMoreCharactersAreKeptThanTheBound() {
        Slave small = with(LinkPolicy.DEFAULT.keeping(200, 100, Duration.ofDays(1)));
        cut(small).andSo().says("Kev", "m1", "<body>" + "x".repeat(200) + "</body>").sends(full("m1"));
        small.says("Kev", "m2", HELLO).andSo();
        assertEquals("a shorter one still is", List.of("m2"), small.written());
        small.says("Kev", "m3", "<body>" + "x".repeat(80) + "</body>").sends(full("m3"));
    }

    @Test
    public void whatIsTooOldGoesBackToItsSenderAsAMessageOfTheRoom() {
        Slave hasty = with(LinkPolicy.DEFAULT.keeping(200, 200_000, Duration.ofSeconds(1)));
        cut(hasty).says("Kev", "m1", HELLO).andSo();
        hasty.after(Duration.ofSeconds(1)).sends();
        hasty.after(Duration.ofMillis(1)).sends(unsent("Kev", "2010-05-24T12:00:00Z"));
        assertEquals(List.of(), hasty.written());
        answers(hasty.after(Duration.ofSeconds(1)));
        hasty.shows("Kev", SELF).andSo().receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    // ---- back

    @Test
    @Conforms("loss-1")
    public void whenItIsBackOneJoinsAgainThenTheOthersAndOnlyWhatIsNewIsShown() {
        slave.hears("Curtis", "c1", "Seen").andSo();
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.sends(rejoin("Kev", "<history since='" + BEFORE + "'/>"));

        // Curtis has left meanwhile, and Ben has come.
        slave.shows("Ben").sends(there("Ben", "Kev"), there("Ben", "Amy"));
        slave.shows("Amy").sends();
        slave.shows("Kev", SELF).sends(rejoin("Amy", "<history maxstanzas='0'/>"));
        slave.receives(told("Curtis", "c1", "Seen", "2010-05-24T12:00:00Z")).sends();
        slave.shows("Amy", SELF).sends();
        slave.receives(told("Curtis", "c2", "Missed", "2010-05-24T12:00:01Z")).sends(
            "<message type='groupchat' id='c2' from='%s/Curtis' to='%s'><body>Missed</body>%s</message>"
                .formatted(SLAVE, jid("Kev"), masterDelay("2010-05-24T12:00:01Z")),
            "<message type='groupchat' id='c2' from='%s/Curtis' to='%s'><body>Missed</body>%s</message>"
                .formatted(SLAVE, jid("Amy"), masterDelay("2010-05-24T12:00:01Z")));
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
        slave.receives(NO_SUBJECT.replace("<subject/>", "<subject>Roses</subject>")).andSo();
        assertFalse(slave.room().link().isLost());
        assertEquals(List.of("Amy", "Ben", "Kev"), slave.room().shown().keySet().stream().sorted().toList());

        slave.says("Kev", "m1", HELLO).sends(said("Kev", "m1", HELLO));
    }

    @Test
    public void aSubjectThatWasChangedMeanwhileIsShown() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        String subject = "<message type='groupchat' from='%s' to='%s'><subject>Roses</subject></message>";
        slave.receives(subject.formatted(MASTER, SLAVE)).sends(subject.formatted(SLAVE, jid("Kev")),
            subject.formatted(SLAVE, jid("Amy")), notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    @Test
    public void aMasterThatSaysThatWeMissedSomethingIsJoinedAgainAtOnce() {
        slave.isToldThatItMissedSomething().sends(gone("Curtis", "Kev"), gone("Curtis", "Amy"), notice(LOST, "Kev"),
            notice(LOST, "Amy"), rejoin("Kev", "<history since='" + BEFORE + "'/>"));
    }

    @Test
    public void whoeverIsNotLetInAgainIsToldWhyAndGetsBackWhatHeSaid() {
        cut(slave).says("Amy", "m1", HELLO).says("Kev", "m2", HELLO).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).andSo();
        String farewell = "<status>forbidden</status><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='none'/><status code='301'/>";
        slave.refuses("Amy", "forbidden").sends(unsent("Amy", "2010-05-24T12:00:00Z"),
            left("Amy", farewell + SELF + "</x>", "Amy"), left("Amy", farewell + "</x>", "Kev"));
        assertEquals(List.of("m2"), slave.written());
        assertEquals(List.of("Kev"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"), said("Kev", "m2", HELLO + delay("2010-05-24T12:00:00Z")));
    }

    @Test
    public void ifTheFirstIsNotLetInAgainTheNextOpensTheRoom() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.andSo().refuses("Kev", "registration-required");
        List<Packet> sent = slave.takeSent();
        Xml.assertSent(sent.subList(sent.size() - 1, sent.size()),
            onceMore(rejoin("Amy", "<history since='" + BEFORE + "'/>")));
        slave.shows("Amy", SELF).andSo().receives(NO_SUBJECT).sends(notice(BACK, "Amy"));
    }

    // ---- under way when the link broke

    @Test
    @Conforms("loss-1")
    public void aMessageThatDidNotArriveIsSentAgain() {
        slave.says("Kev", "m1", HELLO).andSo();
        cut(slave).sends(heard("Kev", "m1", HELLO, "Kev"), heard("Kev", "m1", HELLO, "Amy"), gone("Curtis", "Kev"),
            gone("Curtis", "Amy"), notice(LOST, "Kev"), notice(LOST, "Amy"));
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo().receives(NO_SUBJECT).isAnswered().sends(notice(BACK, "Kev"),
            notice(BACK, "Amy"), said("Kev", "m1", HELLO + delay("2010-05-24T12:00:00Z")));
        slave.hears("Kev", "m1", "Hello").sends();
        assertEquals(List.of(), slave.written());
    }

    @Test
    @Conforms("loss-1")
    public void aMessageWhoseCopyOnlyWasLostIsNeitherSentNorShownAgain() {
        slave.says("Kev", "m1", HELLO).andSo();
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(told("Kev", "m1", "Hello", "2010-05-24T12:00:00Z")).sends();
        assertEquals(List.of(), slave.written());
        slave.receives(NO_SUBJECT).sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    @Test
    public void aMessageOfTheSameWordsUnderAnotherIdIsAnotherMessage() {
        slave.says("Kev", "m1", HELLO).andSo();
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(told("Kev", "m0", "Hello", "2010-05-24T12:00:00Z"));
        assertEquals("it is shown to both", 2, slave.takeSent().size());
        slave.receives(NO_SUBJECT).isAnswered().sends(notice(BACK, "Kev"), notice(BACK, "Amy"),
            said("Kev", "m1", HELLO + delay("2010-05-24T12:00:00Z")));
    }

    @Test
    public void aMessageOfTheMasterThatArrivesBetweenItsLossAndItsReturnIsShownOnceWhenItIsToldAgain() {
        cut(slave).andSo().hears("Curtis", "c1", "Late").sends();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).shows("Amy", SELF).andSo();
        slave.receives(told("Curtis", "c1", "Late", "2010-05-24T12:00:00Z"));
        assertEquals("it is shown to both", 2, slave.takeSent().size());
        slave.receives(told("Curtis", "c1", "Late", "2010-05-24T12:00:00Z")).sends();
    }

    @Test
    public void aConnectionThatBreaksBehindAMessageMakesTheRoomBeJoinedAgainAtOnce() {
        slave.says("Kev", "m1", HELLO).andSo().breaks().sends(heard("Kev", "m1", HELLO, "Kev"),
            heard("Kev", "m1", HELLO, "Amy"), gone("Curtis", "Kev"), gone("Curtis", "Amy"), notice(LOST, "Kev"),
            notice(LOST, "Amy"), rejoin("Kev", "<history since='" + BEFORE + "'/>"));
    }

    @Test
    public void aConnectionThatWasReplacedBeforeAMessageWasSentIsNoLossOfIt() {
        slave.after(Duration.ofSeconds(1)).says("Kev", "m1", HELLO).andSo();
        slave.breaks(Slave.START.plusMillis(999)).sends();
        assertFalse(slave.room().link().isLost());
        slave.breaks(Slave.START.plusMillis(1000));
        assertTrue(slave.room().link().isLost());
    }

    @Test
    public void anAnswerWithoutTheCopyThatShouldHaveComeBeforeItIsALossToo() {
        slave.says("Kev", "m1", HELLO).andSo();
        answers(slave.after(PATIENCE));
        List<Packet> sent = slave.takeSent();
        Xml.assertSent(sent.subList(sent.size() - 1, sent.size()),
            rejoin("Kev", "<history since='" + BEFORE + "'/>"));
    }

    @Test
    public void withFireAndForgetTheAnswerBehindAMessageSaysThatItArrived() {
        Slave hasty = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true)).has("Kev", "Amy").says("Kev", "m1", HELLO).andSo();
        assertEquals("it was shown, so it is written down", List.of("m1"), hasty.written());
        answers(hasty.after(PATIENCE));
        assertEquals(List.of(), hasty.written());
        hasty.after(PATIENCE).after(PATIENCE).sends();
    }

    // ---- stanzas

    static final String NO_SUBJECT =
        "<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(MASTER, SLAVE);

    private static Slave with(LinkPolicy policy) {
        return new Slave(MirrorPolicy.DEFAULT.with(policy)).has("Kev", "Amy");
    }

    /** The link gives back something that could not be delivered. */
    static Slave cut(Slave slave) {
        return slave.receives("<message type='error' id='x' from='%s' to='%s/Kev'><error type='cancel'>".formatted(MASTER, SLAVE)
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    }

    /** The only stanza that was sent, which asks the master whether it is there. */
    static String theProbe(Slave slave) {
        List<Packet> sent = slave.takeSent();
        assertEquals(sent.toString(), 1, sent.size());
        IQ probe = (IQ) sent.get(0);
        assertEquals(SLAVE + "/Kev", probe.getFrom().toString());
        assertEquals(MASTER, probe.getTo().toString());
        assertEquals("urn:xmpp:ping", probe.getChildElement().getNamespaceURI());
        return probe.getID();
    }

    static void answers(Slave slave) {
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(theProbe(slave), MASTER, SLAVE));
    }

    /** The first who joins again asks for what was missed, and wants to know the beginning of the answer. */
    static String rejoin(String nick, String history) {
        String id = history.contains("since") ? " id='%s'".formatted(Long.toHexString(Slave.START.toEpochMilli())) : "";
        return ("<presence from='%s' to='%s/%s'><fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/>"
            + "<x xmlns='http://jabber.org/protocol/muc'>%s</x>"
            + "<resume xmlns='http://igniterealtime.org/protocol/federationsuite'%s/></presence>")
            .formatted(SLAVE, MASTER, nick, jid(nick), history, id);
    }

    /** The second join again while the room is open has a mark of its own. */
    static String onceMore(String join) {
        String id = Long.toHexString(Slave.START.toEpochMilli());
        return join.replace("'" + id + "'", "'" + id + "-1'");
    }

    /** The master tells something that was said before. */
    static String told(String nick, String id, String body, String stamp) {
        return "<message type='groupchat' id='%s' from='%s/%s' to='%s'><body>%s</body>%s</message>"
            .formatted(id, MASTER, nick, SLAVE, body, masterDelay(stamp));
    }

    private static String masterDelay(String stamp) {
        return "<delay xmlns='urn:xmpp:delay' from='%s' stamp='%s'/>".formatted(MASTER, stamp);
    }

    private static String delay(String stamp) {
        return "<delay xmlns='urn:xmpp:delay' from='%s' stamp='%s'/>".formatted(SLAVE, stamp);
    }

    static String notice(String words, String to) {
        return "<message type='groupchat' from='%s' to='%s'><body>%s</body></message>".formatted(SLAVE, jid(to), words);
    }

    private static String left(String nick, String content, String to) {
        return "<presence type='unavailable' from='%s/%s' to='%s'>%s</presence>".formatted(SLAVE, nick, jid(to), content);
    }

    private static String whisper(String to, String id) {
        return "<message type='chat' id='%s' from='%s' to='%s/%s'>%s</message>".formatted(id, jid("Kev"), SLAVE, to, HELLO);
    }

    private static String refusedMessage(String id, String type, String condition, String text) {
        return "<message type='error' id='%s' from='%s' to='%s'>%s</message>".formatted(id, SLAVE, jid("Kev"),
            error(type, condition, text));
    }

    private static String full(String id) {
        return refusedMessage(id, "wait", "resource-constraint", NO_LINK + " No more can be kept until it is back.");
    }

    private static String unsent(String nick, String stamp) {
        return "<message from='%s' to='%s@remote.example.com'><body>Not sent.\nHello</body>%s</message>"
            .formatted(SLAVE, nick.toLowerCase(Locale.ROOT), delay(stamp));
    }
}
