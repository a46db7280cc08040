package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.MASTER;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Anew;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What a slave makes of what is left of an earlier life: of its own room, or of the master's. */
public class SlaveAfterKillTest {

    private static final SlaveAddress ADDRESS = SlaveAddress.of(MASTER, "mirror.remote.example.com");
    private static final String SELF = "<status code='110'/>";

    private final Slave slave = new Slave();

    @Test
    public void whatWasSentInAnEarlierLifeIsInDoubtWhateverTheMasterAnswersToThisOne() {
        SlaveRoom room = SlaveRoom.vacant(ADDRESS).recalling(List.of(kept(1, Kept.State.TOLD), kept(2, Kept.State.SENT),
            kept(3, Kept.State.HELD), kept(4, Kept.State.DOUBTFUL)));
        assertEquals(List.of(Kept.State.DOUBTFUL, Kept.State.DOUBTFUL, Kept.State.HELD, Kept.State.DOUBTFUL),
            room.link().kept().stream().map(Kept::state).toList());
    }

    @Test
    public void whatWasSentInAnEarlierLifeGoesBackToItsSenderIfNobodyEverComes() {
        Instant late = Slave.START.plus(LinkPolicy.DEFAULT.keepFor()).plusSeconds(1);
        List<Kept> messages = List.of(kept(1, Kept.State.TOLD), kept(2, Kept.State.SENT));
        Step step = new SlaveRules(MirrorPolicy.DEFAULT).giveBack(ADDRESS, messages, late);
        assertEquals(List.of(1L, 2L), step.forget().stream().map(Kept::number).toList());
        assertEquals("he is told of each", 2, step.effects().size());
    }

    @Test
    public void aMasterThatDoesNotKnowUsIsAskedForAllSinceItLastSpokeToAll() {
        slave.has("Kev").hears("Julia", "m1", "Hello").after(Duration.ofMinutes(10)).andSo();
        slave.receives("<presence from='%s' to='jabberchat\\40talk.example.com@mirror.remote.example.com/Kev'/>"
            .formatted(Slave.jid("Kev"))).andSo();
        slave.refuses("Kev", "not-acceptable");
        List<Element> joins = slave.takeSent().stream().map(Packet::getElement)
            .filter(sent -> sent.element(Muc.ENTER) != null).toList();
        assertEquals("he joins again", 1, joins.size());
        assertEquals(Slave.START.minus(LinkPolicy.DEFAULT.margin()).toString(),
            joins.get(0).element(Muc.ENTER).element("history").attributeValue("since"));
    }

    @Test
    public void whatIsLeftOfAnAnswerThatCameTooLateIsNotShownToWhoeverComesNext() {
        givenUp("Kev").asks("Amy").shows("Romeo").showsGone("Kev").shows("Julia").andSo().shows("Amy", SELF);
        assertEquals(Set.of("Julia", "Amy"), slave.room().shown().keySet());
        assertTrue("Romeo is not there", slave.takeSent().stream()
            .noneMatch(sent -> "Romeo".equals(sent.getFrom().getResource())));
    }

    @Test
    public void whoeverIsLetInTooLateIsNotShownToWhoeverComesNext() {
        givenUp("Kev").asks("Amy").shows("Kev", SELF).shows("Romeo").shows("Amy", SELF);
        assertEquals("Kev has been parted", Set.of("Romeo", "Amy"), slave.room().shown().keySet());
    }

    @Test
    public void whatWasSaidToAnEarlierLifeIsToldToWhoeverComesNextInItsOrder() {
        givenUp("Kev").asks("Amy").hears("Julia", "m2", "Second").showsGone("Kev").shows("Amy", SELF);
        slave.receives(past("m1", "First")).receives(past("m2", "Second"));
        assertEquals(List.of("m1", "m2"), slave.takeSent().stream().filter(Message.class::isInstance).map(Packet::getID)
            .filter(Objects::nonNull).toList());
    }

    @Test
    public void whoeverOpensARoomInWhichSomethingIsKeptIsToldWhatWasMissedAndNobodyOfTheEarlierLifeStays() {
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT);
        SlaveRoom room = SlaveRoom.vacant(ADDRESS).recalling(List.of(kept(1, Kept.State.DOUBTFUL)));
        Step entering = rules.on(room, UserStanza.read(Xml.stanza("<presence from='%s' to='%s/Amy'><x xmlns='%s'/></presence>"
            .formatted(Slave.jid("Amy"), ADDRESS.slave(), Muc.ENTER.getNamespaceURI()))).orElseThrow(), Slave.START);
        Packet join = Xml.sent(entering.effects()).get(0);
        assertTrue(join.toXML(), Resume.isMarked(join) && Anew.isMarked(join));
    }

    @Test
    public void whatIsKeptIsNotSentBeforeTheMasterHasToldWhetherItHasItIfThatWasLost() {
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT);
        SlaveRoom room = SlaveRoom.vacant(ADDRESS).recalling(List.of(kept(1, Kept.State.DOUBTFUL)));
        room = rules.on(room, UserStanza.read(Xml.stanza("<presence from='%s' to='%s/Kev'><x xmlns='%s'/></presence>"
            .formatted(Slave.jid("Kev"), ADDRESS.slave(), Muc.ENTER.getNamespaceURI()))).orElseThrow(), Slave.START).room();
        room = rules.on(room, MasterStanza.read(Xml.stanza("<presence from='%s/Kev' to='%s'><x xmlns='%s'>%s</x></presence>"
            .formatted(MASTER, ADDRESS.slave(), Muc.USER.getNamespaceURI(), SELF))).orElseThrow(), Slave.START).room();
        Step missed = rules.onMissed(room, Slave.START);
        List<Packet> toMaster = Xml.sent(missed.effects()).stream()
            .filter(stanza -> stanza.getTo().asBareJID().equals(MASTER)).toList();
        assertEquals("he joins again, and says nothing", 1, toMaster.size());
        assertTrue(Resume.isMarked(toMaster.get(0)));
    }

    @Test
    public void whoeverOpensARoomInWhichSomethingIsKeptIsToldThatThereIsNoSubject() {
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT);
        SlaveRoom room = SlaveRoom.vacant(ADDRESS).recalling(List.of(kept(1, Kept.State.DOUBTFUL)));
        room = rules.on(room, UserStanza.read(Xml.stanza("<presence from='%s' to='%s/Amy'><x xmlns='%s'/></presence>"
            .formatted(Slave.jid("Amy"), ADDRESS.slave(), Muc.ENTER.getNamespaceURI()))).orElseThrow(), Slave.START).room();
        room = rules.on(room, MasterStanza.read(Xml.stanza("<presence from='%s/Amy' to='%s'><x xmlns='%s'>%s</x></presence>"
            .formatted(MASTER, ADDRESS.slave(), Muc.USER.getNamespaceURI(), SELF))).orElseThrow(), Slave.START).room();
        Step told = rules.on(room, MasterStanza.read(Xml.stanza("<message type='groupchat' from='%s' to='%s'><subject/></message>"
            .formatted(MASTER, ADDRESS.slave()))).orElseThrow(), Slave.START);
        assertTrue(told.effects().toString(), Xml.sent(told.effects()).stream()
            .anyMatch(stanza -> stanza.getElement().element("subject") != null));
    }

    @Test
    public void whatWasSaidInAnEarlierLifeIsShownBeforeWhatWasSaidInThisOneIfTheLinkIsLostBeforeEitherComesBack() {
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT);
        SlaveRoom room = SlaveRoom.vacant(ADDRESS).recalling(List.of(kept(1, Kept.State.HELD)));
        for (String xml : List.of("<presence from='%1$s' to='%2$s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
            "<message type='groupchat' id='m2' from='%1$s' to='%2$s'><body>Second</body></message>")) {
            room = rules.on(room, UserStanza.read(Xml.stanza(xml.formatted(Slave.jid("Kev"), ADDRESS.slave()))).orElseThrow(),
                Slave.START).room();
            for (String answer : List.of("<presence from='%1$s/Kev' to='%2$s'>"
                + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>",
                "<message type='groupchat' from='%1$s' to='%2$s'><subject/></message>")) {
                room = rules.on(room, MasterStanza.read(Xml.stanza(answer.formatted(MASTER, ADDRESS.slave()))).orElseThrow(),
                    Slave.START).room();
            }
        }
        Step lost = rules.onBroken(room, Instant.MAX, Slave.START);
        assertEquals(List.of("m1", "m2"), Xml.sent(lost.effects()).stream().filter(Message.class::isInstance).map(Packet::getID)
            .filter(Objects::nonNull).toList());
    }

    @Test
    public void whatWasSaidInAnEarlierLifeIsShownBeforeWhatIsShownAtOnce() {
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT.withFireAndForget(true));
        SlaveRoom room = SlaveRoom.vacant(ADDRESS).recalling(List.of(kept(1, Kept.State.HELD)));
        room = rules.on(room, UserStanza.read(Xml.stanza("<presence from='%s' to='%s/Kev'><x xmlns='%s'/></presence>"
            .formatted(Slave.jid("Kev"), ADDRESS.slave(), Muc.ENTER.getNamespaceURI()))).orElseThrow(), Slave.START).room();
        for (String answer : List.of("<presence from='%1$s/Kev' to='%2$s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + SELF + "</x></presence>", "<message type='groupchat' from='%1$s' to='%2$s'><subject/></message>")) {
            room = rules.on(room, MasterStanza.read(Xml.stanza(answer.formatted(MASTER, ADDRESS.slave()))).orElseThrow(),
                Slave.START).room();
        }
        Step said = rules.on(room, UserStanza.read(Xml.stanza("<message type='groupchat' id='m2' from='%s' to='%s'>"
            .formatted(Slave.jid("Kev"), ADDRESS.slave()) + "<body>Second</body></message>")).orElseThrow(), Slave.START);
        assertEquals(List.of("m1", "m2"), Xml.sent(said.effects()).stream().filter(sent -> sent.getTo().getNode().equals("kev"))
            .map(Packet::getID).toList());
        assertTrue("its copy, which comes yet, is of what they have seen", Xml.sent(rules.on(said.room(), MasterStanza.read(
            Xml.stanza("<message type='groupchat' id='m1' from='%s/Kev' to='%s'><body>Message 1</body></message>".formatted(
                MASTER, ADDRESS.slave()))).orElseThrow(), Slave.START).effects()).isEmpty());
    }

    @Test
    public void whoWasShownBeforeSomebodyLeftStaysIfTheMasterMarksNoAnswers() {
        givenUp("Kev").asks("Amy").shows("Romeo").showsGone("Kev").shows("Julia").shows("Amy");
        assertEquals(Set.of("Romeo", "Julia", "Amy"), slave.room().shown().keySet());
    }

    @Test
    public void ifTheMasterDoesNotKnowOneWhoWasInThoseWhomItKnowsAskItWhoIsThere() {
        slave.has("Kev").shows("Curtis").asks("Amy").leaves("Kev").shows("Amy", SELF).andSo();
        slave.receives(partAnswered("<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/>"));
        List<Packet> sent = slave.takeSent();
        assertTrue("no client needs to see why", sent.subList(0, sent.size() - 1).stream().noneMatch(Resume::isMarked));
        assertEquals(MASTER + "/Amy", sent.get(sent.size() - 1).getTo().toString());
        assertTrue("joins again", Resume.isMarked(sent.get(sent.size() - 1)));
        slave.shows("Amy", SELF);
        assertEquals("Curtis was there before the master was killed", Set.of("Amy"), slave.room().shown().keySet());
    }

    @Test
    public void soTheyDoIfSomethingThatHeSaidOfHimselfBeforeHeLeftIsRefusedFirst() {
        slave.asks("Kev").shows("Kev", SELF).shows("Curtis").asks("Amy").leaves("Kev").shows("Amy", SELF).andSo();
        slave.refuses("Kev", "not-acceptable").sends();
        slave.receives(partAnswered("<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/>"));
        assertTrue(slave.room().link().isDown());
        slave.shows("Amy", SELF);
        assertEquals(Set.of("Amy"), slave.room().shown().keySet());
    }

    @Test
    public void aPartThatTheRoomToldNobodyAboutIsNoSignThatTheMasterWasKilled() {
        slave.has("Kev").shows("Curtis").asks("Amy").leaves("Kev").shows("Amy", SELF).andSo().receives(partAnswered(""));
        assertEquals(Link.Phase.UP, slave.room().link().phase());
        assertEquals(Set.of("Curtis", "Amy"), slave.room().shown().keySet());
    }

    @Test
    public void whatIsLeftOfAnAnswerThatCameTooLateIsNotShownToThoseWhoJoinAgain() {
        joiningAgainWhileAmyIsGivenUp().shows("Julia").shows("Amy", SELF).showsGone("Amy").shows("Kev", SELF);
        assertEquals(Set.of("Kev"), slave.room().shown().keySet());
    }

    @Test
    public void whatWasShownToSomebodyWhoWasGivenUpIsNotShownToThoseWhoJoinAgain() {
        joiningAgainWhileAmyIsGivenUp().shows("Amy", SELF).shows("Julia").showsGone("Amy").shows("Kev", SELF);
        assertEquals(Set.of("Kev"), slave.room().shown().keySet());
    }

    @Test
    public void whoeverLeavesWhileOthersJoinAgainTakesNobodyWithHim() {
        joiningAgainWhileAmyIsGivenUp().shows("Julia").shows("Paris").showsGone("Paris").shows("Kev", SELF);
        assertEquals(Set.of("Julia", "Kev"), slave.room().shown().keySet());
    }

    @Test
    public void whoeverFindsTheRoomOpenOnlyBecauseOfSomebodyWhoIsGoneJoinsAgainAndSeesWhoIsThere() {
        slave.has("Kev", "Bob").shows("Romeo").leaves("Bob").after(MirrorPolicy.DEFAULT.answerWithin()).asks("Amy");
        slave.leaves("Kev").showsGone("Kev").andSo().shows("Amy", SELF);
        List<Packet> joins = slave.takeSent().stream().filter(Resume::isMarked).toList();
        assertEquals(1, joins.size());
        assertEquals(MASTER + "/Amy", joins.get(0).getTo().toString());
        slave.shows("Romeo").shows("Amy", SELF);
        assertEquals(Set.of("Romeo", "Amy"), slave.room().shown().keySet());
    }

    @Test
    public void whoeverOpensARoomWhoseMasterSaysThatSomethingWasMissedJoinsAgainAndSeesWhoIsThere() {
        slave.asks("Amy").isToldThatItMissedSomething();
        slave.andSo().shows("Amy", SELF);
        assertEquals(1, slave.takeSent().stream().filter(Resume::isMarked).count());
        slave.shows("Romeo").shows("Amy", SELF);
        assertEquals(Set.of("Romeo", "Amy"), slave.room().shown().keySet());
    }

    @Test
    public void whoeverOpensARoomWhenHisJoinMayBeLostTakesWhatAnswersAnEarlierOneForNoMoreThanThat() {
        givenUp("Amy").shows("Romeo").asks("Amy").andSo().breaks().shows("Julia").andSo().shows("Amy", SELF);
        assertEquals("she joins again", 1, slave.takeSent().stream().filter(Resume::isMarked).count());
        slave.shows("Romeo").shows("Julia").shows("Amy", SELF);
        assertEquals(Set.of("Romeo", "Julia", "Amy"), slave.room().shown().keySet());
    }

    @Test
    public void whoeverOpensARoomIsLetInAtOnceIfHisJoinWasSentWhenTheConnectionHadBeenReplaced() {
        givenUp("Amy").asks("Amy").andSo().breaks(Slave.START).shows("Amy", SELF);
        assertTrue(slave.takeSent().stream().noneMatch(Resume::isMarked));
    }

    @Test
    public void whoeverFindsTheRoomOpenIsLetInAtOnceIfAllWhoAreGoneAreKnownToBe() {
        slave.has("Kev").shows("Romeo").asks("Amy").leaves("Kev").showsGone("Kev").shows("Romeo").andSo().shows("Amy", SELF);
        assertTrue(slave.takeSent().stream().noneMatch(Resume::isMarked));
        assertEquals(Set.of("Romeo", "Amy"), slave.room().shown().keySet());
    }

    @Test
    public void whoeverComesBehindOneWhoFoundTheRoomOpenSoAndWasGoneByThenJoinsAgainInHisPlace() {
        slave.has("Kev", "Bob").shows("Romeo").leaves("Bob").after(MirrorPolicy.DEFAULT.answerWithin()).asks("Amy").asks("Ann");
        slave.leaves("Kev").showsGone("Kev").leaves("Amy").andSo().shows("Amy", SELF).shows("Ann", SELF);
        List<Packet> joins = slave.takeSent().stream().filter(Resume::isMarked).toList();
        assertEquals(1, joins.size());
        assertEquals(MASTER + "/Ann", joins.get(0).getTo().toString());
        slave.showsGone("Amy").shows("Romeo").shows("Ann", SELF);
        assertEquals(Set.of("Romeo", "Ann"), slave.room().shown().keySet());
    }

    @Test
    public void whatTheLastSaidBeforeHeWentMayBeLostWithHisGoodbyeThoughTheMasterAnswersTheNext() {
        Slave told = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true)).has("Kev");
        told.after(Duration.ofHours(1)).hears("Julia", "j1", "Hello").andSo();
        told.asks("Amy").says("Kev", "m1", "<body>Hi</body>").leaves("Kev").breaks().andSo().shows("Amy", SELF);
        List<Packet> joins = told.takeSent().stream().filter(Resume::isMarked).toList();
        assertEquals("she asks for what was said", 1, joins.size());
        assertEquals("and not for all since the room was opened", "2010-05-24T12:44:00Z",
            joins.get(0).getElement().element(Muc.ENTER).element("history").attributeValue("since"));
        told.shows("Amy", SELF).andSo().receives("<message type='groupchat' from='%s' to='%s'><subject/></message>"
            .formatted(MASTER, ADDRESS.slave()));
        assertEquals("it was not, and is kept until he comes back", List.of(Optional.of("m1")),
            told.room().link().kept().stream().map(Kept::id).toList());
        told.showsGone("Kev").asks("Kev").andSo().shows("Kev", SELF);
        assertTrue(told.takeSent().stream().anyMatch(sent -> "m1".equals(sent.getID()) && sent.getTo().equals(MASTER)));
    }

    @Test
    public void whoeverOpensARoomAndJoinsAgainBeforeItsSubjectComesIsToldItOnce() {
        slave.asks("Amy").isToldThatItMissedSomething().andSo().shows("Amy", SELF);
        String none = "<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(MASTER, ADDRESS.slave());
        slave.receives(none).andSo().shows("Amy", SELF).receives(none);
        assertEquals(1, slave.takeSent().stream().filter(sent -> sent.getElement().element("subject") != null).count());
        assertTrue("so it is missed where it does not come", slave.room().history().subject().isPresent());
    }

    private Slave joiningAgainWhileAmyIsGivenUp() {
        slave.has("Kev").shows("Romeo").asks("Amy").after(MirrorPolicy.DEFAULT.answerWithin());
        slave.isToldThatItMissedSomething();
        assertEquals(Link.Phase.REJOINING, slave.room().link().phase());
        return slave.andSo();
    }

    private static String partAnswered(String mark) {
        return ("<presence type='unavailable' from='%1$s/Kev' to='%2$s/Kev'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'/>%3$s</presence>").formatted(MASTER, ADDRESS.slave(), mark);
    }

    private static String past(String id, String body) {
        return """
            <message type='groupchat' id='%s' from='%s/Julia' to='jabberchat\\40talk.example.com@mirror.remote.example.com'>
              <body>%s</body><delay xmlns='urn:xmpp:delay' stamp='2010-05-24T11:00:00Z'/></message>"""
            .formatted(id, MASTER, body);
    }

    private Slave givenUp(String nick) {
        slave.asks(nick).after(MirrorPolicy.DEFAULT.answerWithin());
        assertTrue("given up", slave.room().isVacant());
        return slave;
    }

    private static Kept kept(long number, Kept.State state) {
        Message message = new Message();
        message.setBody("Message " + number);
        return new Kept(number, "Kev", new JID("kev@remote.example.com"), Optional.of("m" + number), Payload.of(message),
            Slave.START, state, Slave.START);
    }
}
