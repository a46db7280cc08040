package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.error;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.gone;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.goneFor;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.heard;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.joinAnew;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.noSubject;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.replayed;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.there;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.thereFor;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** How local users come into a slave room. */
public class SlaveJoiningTest {

    private static final String TABLET = "kev@remote.example.com/Tablet";
    private final Slave slave = new Slave();

    @Test
    @Conforms({"protoxep-7", "mirror-2"})
    public void theFirstSeesOccupantsThenHimselfThenHistoryThenTheSubject() {
        slave.asks("Kev").sends(join("Kev"))
            .shows("Curtis").shows("Amy").sends()
            .shows("Kev")
            .sends(there("Curtis", "Kev"), there("Amy", "Kev"), there("Kev", "Kev", SELF));
        slave.receives(delayed("Curtis", "m1", "<body>Warm.</body>"))
            .receives(delayed("Curtis", "s1", "<subject>Weather</subject>"))
            .sends(heard("Curtis", "m1", "<body>Warm.</body>" + DELAY, "Kev"),
                heard("Curtis", "s1", "<subject>Weather</subject>" + DELAY, "Kev"));
    }

    @Test
    @Conforms("mirror-2")
    public void thoseWhoComeLaterAreServedHereOnceTheMasterHasAcceptedThem() {
        slave.has("Kev").hears("Curtis", "m1", "Hello").hears("Kev", "m2", "Hi").andSo();
        slave.asks("Amy").sends(join("Amy"));
        slave.shows("Amy").sends(there("Amy", "Kev"),
            there("Kev", "Amy"), there("Amy", "Amy", SELF),
            replayed("Curtis", "m1", "Hello", jid("Amy"), "2010-05-24T12:00:00Z"),
            replayed("Kev", "m2", "Hi", jid("Amy"), "2010-05-24T12:00:00Z"), noSubject(jid("Amy")));
    }

    @Test
    public void whatTheMasterShowedBeforeAnybodyWasInIsForgottenWithTheRoom() {
        slave.has("Kev").shows("Curtis").hears("Curtis", "m1", "Hello").leaves("Kev").showsGone("Kev").andSo();
        assertTrue(slave.room().isVacant());
        slave.asks("Amy").shows("Amy").sends(join("Amy"), there("Amy", "Amy", SELF));
    }

    @Test
    @Conforms("mirror-2")
    public void whoeverHasLeftIsNotShownToThoseWhoComeLater() {
        slave.has("Kev", "Bob").shows("Curtis").showsGone("Curtis").leaves("Bob").showsGone("Bob").asks("Amy").andSo();
        slave.shows("Amy").sends(there("Amy", "Kev"), there("Kev", "Amy"), there("Amy", "Amy", SELF), noSubject(jid("Amy")));
    }

    @Test
    public void whatTheRoomWasToThoseWhoHaveLeftIsNotShownToTheOneWhoOpensItAnew() {
        slave.has("Kev").shows("Curtis").leaves("Kev").asks("Amy").showsGone("Kev").andSo();
        slave.shows("Amy").sends(there("Amy", "Amy", SELF));
    }

    @Test
    public void anotherClientOfSomebodyWhoIsJustLeavingWaitsUntilHeHasLeft() {
        slave.has("Kev").leaves("Kev").andSo().receives(asking("Kev", TABLET, "")).sends(
            refused("Kev", TABLET, "cancel", "conflict", "This occupant is just leaving. Please try again."));
    }

    @Test
    public void whoeverWasTakenForAStrangerIsOutWhenHisJoinIsRefused() {
        slave.has("Amy").asks("Kev").shows("Kev").refuses("Kev", "conflict").andSo();
        assertEquals(List.of("Amy"), List.copyOf(slave.room().locals().keySet()));
    }

    @Test
    public void theSubjectIsGivenToThoseWhoComeLater() {
        slave.has("Kev").receives(delayed("Curtis", "s1", "<subject>Weather</subject>")).andSo();
        slave.asks("Amy").andSo().shows("Amy").sends(there("Amy", "Kev"), there("Kev", "Amy"), there("Amy", "Amy", SELF),
            heard("Curtis", "s1", "<subject>Weather</subject>" + DELAY, "Amy"));
    }

    @Test
    public void thatThereIsNoSubjectIsToldToWhoeverOpensTheRoomAndToThoseWhoComeLater() {
        String none = "<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(MASTER, SLAVE);
        slave.asks("Kev").shows("Kev").andSo().receives(none).sends(noSubject(jid("Kev")));
        slave.receives(delayed("Curtis", "s1", "<subject>Weather</subject>")).andSo().receives(none)
            .sends(noSubject(jid("Kev")));
        slave.asks("Amy").andSo().shows("Amy").sends(there("Amy", "Kev"), there("Kev", "Amy"), there("Amy", "Amy", SELF),
            noSubject(jid("Amy")));
    }

    @Test
    @Conforms("mirror-2")
    public void whoeverComesFirstHereButNotThereIsServedHere() {
        // What Kev said before a kick is refused, and that is taken for an answer to his join, which is under way.
        slave.asks("Kev").shows("Kev", SELF).asks("Amy").shows("Amy", SELF).showsGone("Kev").leaves("Amy").asks("Kev")
            .andSo();
        slave.showsGone("Amy").asks("Bob").andSo();
        slave.refuses("Kev", "not-acceptable").andSo();
        slave.shows("Curtis").shows("Kev", SELF).sends(part("Kev"));
        slave.receives(delayed("Curtis", "m1", "<body>Warm.</body>"))
            .receives("<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(MASTER, SLAVE)).sends();
        slave.shows("Bob", SELF).sends(there("Curtis", "Bob"), there("Bob", "Bob", SELF),
            heard("Curtis", "m1", "<body>Warm.</body>" + DELAY, "Bob"), noSubject(jid("Bob")));
    }

    @Test
    public void whoeverIsLetInAndStillWaitsHereIsPartedBeforeHeIsSent() {
        slave.asks("Kev").shows("Kev", SELF).leaves("Kev").asks("Amy").andSo();
        slave.shows("Amy", SELF).sends(part("Amy"));
        slave.showsGone("Amy").showsGone("Kev").sends(gone("Kev", "Kev", SELF), joinAnew("Amy"));
    }

    @Test
    @Conforms("protoxep-13")
    public void whatSomebodySaysOfHimselfWhileHeWaitsGoesWithHisJoin() {
        slave.asks("Kev").asks("Amy").andSo().receives(status("Amy", "away")).receives(status("Amy", "dnd")).sends();
        slave.shows("Kev").sends(there("Kev", "Kev", SELF), join("Amy").replace("<fmuc", "<show>dnd</show><fmuc"));
        slave.shows("Amy");
        assertEquals("nothing is left to say", 0, updates("Amy"));
    }

    @Test
    @Conforms("protoxep-13")
    public void whatSomebodySaysOfHimselfWhileHisJoinIsAnsweredIsSentWhenHeIsIn() {
        slave.asks("Kev").asks("Amy").andSo().receives(status("Kev", "away")).receives(status("Kev", "dnd")).sends();
        slave.shows("Kev").sends(there("Kev", "Kev", SELF),
            "<presence from='%s' to='%s/Kev'><show>dnd</show></presence>".formatted(SLAVE, MASTER), join("Amy"));
        slave.shows("Kev").andSo().leaves("Kev").asks("Kev").andSo();
        slave.receives(status("Amy", "away")).receives(status("Amy", "chat").replace("<show>chat</show>", ""))
            .shows("Amy");
        assertEquals("she is again as she said in her join", 0, updates("Amy"));
    }

    @Test
    public void whoeverIsGoneBeforeHeIsInSaysNothingMore() {
        slave.has("Bob").asks("Kev").receives(status("Kev", "away")).leaves("Kev").receives(status("Kev", "dnd")).shows("Kev");
        assertEquals(0, updates("Kev"));
    }

    private int updates(String nick) {
        return (int) slave.takeSent().stream().filter(sent -> sent.getTo().toString().equals(MASTER + "/" + nick)
            && sent.getElement().attribute("type") == null && sent.getElement().element("fmuc") == null).count();
    }

    private static String status(String nick, String show) {
        return "<presence from='%s' to='%s/%s'><show>%s</show></presence>".formatted(jid(nick), SLAVE, nick, show);
    }

    @Test
    @Conforms({"mirror-6", "room-3"})
    public void limitsOnHistoryAreHonouredHereAndTravelInTheFirstJoin() {
        slave.receives(asking("Kev", jid("Kev"), "<history maxstanzas='3' maxchars='500'/>")).sends("""
            <presence from='%s' to='%s/Kev'><fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/Swift'/>
              <x xmlns='http://jabber.org/protocol/muc'><history maxchars='500' maxstanzas='3'/></x></presence>"""
            .formatted(SLAVE, MASTER));
        slave.shows("Kev").hears("Curtis", "m1", "one").after(Duration.ofSeconds(60)).hears("Curtis", "m2", "two")
            .after(Duration.ofSeconds(60)).hears("Curtis", "m3", "three").andSo();
        assertEquals(List.of("m2", "m3"), historyFor("Ada", "<history maxstanzas='2'/>"));
        assertEquals(List.of("m3"), historyFor("Bob", "<history maxchars='30'/>"));
        assertEquals(List.of("m2", "m3"), historyFor("Cid", "<history seconds='90'/>"));
        assertEquals(List.of("m3"), historyFor("Dee", "<history since='2010-05-24T12:01:30Z'/>"));
        assertEquals(List.of("m3"), historyFor("Eve", "<history since='2010-05-24T14:01:30+02:00'/>"));
        assertEquals(List.of(), historyFor("Fay", "<history maxstanzas='0'/>"));
        assertEquals(List.of("m1", "m2", "m3"), historyFor("Gus", "<history maxstanzas='no number' maxchars='-1'/>"));
        assertEquals(List.of("m1", "m2", "m3"), historyFor("Hal", ""));
    }

    @Test
    @Conforms("mirror-2")
    public void whoeverFindsTheRoomOpenAsksTheMasterForNothingButToBeLetIn() {
        slave.has("Kev");
        slave.receives(asking("Amy", jid("Amy"), "<history maxstanzas='0'/>")).sends(join("Amy"));
        slave.receives(asking("Ben", jid("Ben"), "<password>sesame</password><history maxstanzas='0'/>")).sends("""
            <presence from='%s' to='%s/Ben'><fmuc xmlns='http://isode.com/protocol/fmuc' from='ben@remote.example.com/Swift'/>
              <x xmlns='http://jabber.org/protocol/muc'><password>sesame</password></x></presence>""".formatted(SLAVE, MASTER));
    }

    @Test
    public void historyOfTheMasterIsAsOldAsItSays() {
        slave.has("Kev").receives(delayed("Curtis", "m1", "<body>Old.</body>")).hears("Curtis", "m2", "New.");
        assertEquals(List.of("m2"), historyFor("Amy", "<history seconds='3600'/>"));
    }

    @Test
    @Conforms("mirror-6")
    public void thePasswordTravelsInsideTheJoin() {
        slave.receives(asking("Kev", jid("Kev"), "<password>cauldron</password>")).sends("""
            <presence from='%s' to='%s/Kev'><fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/Swift'/>
              <x xmlns='http://jabber.org/protocol/muc'><password>cauldron</password></x></presence>"""
            .formatted(SLAVE, MASTER));
    }

    @Test
    public void othersWaitWhileSomebodyOpensTheRoom() {
        slave.asks("Kev").sends(join("Kev"));
        slave.asks("Amy").asks("Bob").sends();
        slave.shows("Kev").sends(there("Kev", "Kev", SELF), join("Amy"), join("Bob"));
    }

    @Test
    public void whenTheOpenerIsRefusedTheNextInTheQueueOpens() {
        slave.asks("Kev").asks("Amy").asks("Bob").andSo();
        slave.refuses("Kev", "forbidden").sends(refused("Kev", jid("Kev"), "cancel", "forbidden", null), join("Amy"));
        slave.shows("Amy").sends(there("Amy", "Amy", SELF), join("Bob"));
    }

    @Test
    public void whenTheOpenerTakesHisJoinBackTheNextOneWaitsForTheMastersAnswerAndOpens() {
        slave.asks("Kev").asks("Amy").andSo();
        slave.leaves("Kev").sends(part("Kev"));
        slave.shows("Kev").sends();
        slave.showsGone("Kev").sends(gone("Kev", "Kev", SELF), join("Amy"));
        slave.shows("Amy").sends(there("Amy", "Amy", SELF));
    }

    @Test
    public void somebodyWhoseTakenBackJoinIsRefusedIsJustGone() {
        slave.asks("Kev").leaves("Kev").andSo().refuses("Kev", "conflict").sends(goneFor("Kev", jid("Kev"), SELF));
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void somebodyWhoLeavesTheQueueIsToldAtOnceAndNothingCrosses() {
        slave.asks("Kev").asks("Amy").andSo().leaves("Amy").sends(goneFor("Amy", jid("Amy"), SELF));
    }

    @Test
    public void aJoinDuringTheLastPartWaitsAndOpensTheRoomAnew() {
        slave.has("Kev").leaves("Kev").andSo();
        slave.asks("Amy").sends();
        slave.showsGone("Kev").sends(gone("Kev", "Kev", SELF), join("Amy"));
    }

    @Test
    public void somebodyOnTheWayInWhenTheLastOneIsKickedGetsWhatTheMasterThenSends() {
        slave.has("Kev").hears("Curtis", "m1", "Hello").asks("Amy").andSo();
        slave.showsGone("Kev", "<status code='307'/>").sends(part("Kev"), gone("Kev", "Kev", "<status code='307'/>", SELF));
        // The master saw the join after the kick, so for it Amy opens the room: history comes from there, once.
        slave.shows("Curtis").shows("Amy").sends(there("Curtis", "Amy"), there("Amy", "Amy", SELF));
    }

    @Test
    @Conforms("mirror-3")
    public void aNickInUseByAnotherUserOfTheSlaveIsAConflict() {
        slave.has("Kev").receives(asking("Kev", jid("Amy"), ""))
            .sends(refused("Kev", jid("Amy"), "cancel", "conflict", "This nick is in use."));
    }

    @Test
    @Conforms({"protoxep-23", "mirror-3"})
    public void aNickChangeIsRefusedAsNotAcceptable() {
        slave.has("Kev").receives("<presence from='%s' to='%s/Swift' id='n1'/>".formatted(jid("Kev"), SLAVE)).sends("""
            <presence type='error' id='n1' from='%s/Swift' to='%s'><x xmlns='http://jabber.org/protocol/muc'/>
              %s</presence>""".formatted(SLAVE, jid("Kev"),
            error("modify", "not-acceptable", "Nicks cannot be changed in a room that is mirrored.")));
        slave.receives(asking("Swift", jid("Kev"), "")).sends(refused("Swift", jid("Kev"), "modify", "not-acceptable",
            "Nicks cannot be changed in a room that is mirrored."));
    }

    @Test
    @Conforms("room-4")
    public void aClientThatEntersAgainGetsEverythingAgainAndNothingCrosses() {
        slave.shows("Curtis").has("Kev").shows("Curtis").hears("Curtis", "m1", "Hello").andSo();
        slave.asks("Kev").sends(there("Curtis", "Kev"), there("Kev", "Kev", SELF),
            replayed("Curtis", "m1", "Hello", jid("Kev"), "2010-05-24T12:00:00Z"), noSubject(jid("Kev")));
        slave.receives(asking("Kev", jid("Kev"), "<history maxstanzas='0'/>"))
            .sends(there("Curtis", "Kev"), there("Kev", "Kev", SELF), noSubject(jid("Kev")));
    }

    @Test
    public void aUserWhoComesBackWhileHisPartIsOnItsWayIsToldToTryAgain() {
        slave.has("Kev").leaves("Kev").andSo();
        slave.asks("Kev").sends(refused("Kev", jid("Kev"), "cancel", "conflict",
            "This occupant is just leaving. Please try again."));
        slave.showsGone("Kev").andSo().asks("Kev").sends(join("Kev"));
    }

    @Test
    @Conforms({"room-5", "mirror-3"})
    public void anotherClientOfAnOccupantSharesHisNickAndNothingCrosses() {
        slave.has("Kev", "Amy").receives(asking("Kev", TABLET, "<history maxstanzas='0'/>"))
            .sends(thereFor("Amy", TABLET), thereFor("Kev", TABLET, SELF), noSubject(TABLET));
        slave.shows("Kev").sends(thereFor("Kev", jid("Kev"), SELF), thereFor("Kev", TABLET, SELF), there("Kev", "Amy"));
        slave.receives("<presence type='unavailable' from='%s' to='%s/Kev'/>".formatted(jid("Kev"), SLAVE))
            .sends(goneFor("Kev", jid("Kev"), SELF));
        slave.receives("<presence type='unavailable' from='%s' to='%s/Kev'/>".formatted(TABLET, SLAVE)).sends(part("Kev"));
    }

    @Test
    public void aJoinThatWaitsIsSentForTheClientThatStays() {
        slave.asks("Amy").asks("Kev").receives(asking("Kev", TABLET, "")).leaves("Kev").andSo();
        slave.shows("Amy").sends(there("Amy", "Amy", SELF),
            join("Kev").replace("from='kev@remote.example.com/Swift'", "from='" + TABLET + "'"));
    }

    @Test
    public void eachClientOfAnOccupantGetsTheAnswerToItsOwnJoin() {
        slave.asks("Amy").receives(asking("Kev", jid("Kev"), "").replace("<presence", "<presence id='j1'"))
            .receives(asking("Kev", TABLET, "<history maxstanzas='0'/>").replace("<presence", "<presence id='j2'")).andSo();
        slave.shows("Amy").hears("Amy", "m1", "Hello").andSo();
        slave.shows("Kev");
        assertEquals("the phone wants history, the tablet none", List.of(jid("Kev")), slave.takeSent().stream()
            .filter(sent -> "m1".equals(sent.getID())).map(sent -> sent.getTo().toString()).toList());
        slave.refuses("Kev", "conflict");
        assertEquals(List.of("j1 " + jid("Kev"), "j2 " + TABLET), slave.takeSent().stream()
            .filter(sent -> sent.getElement().attributeValue("type", "").equals("error"))
            .map(sent -> sent.getID() + ' ' + sent.getTo()).toList());
    }

    @Test
    public void aMessageThatClaimsToBeOldHidesNoneBeforeIt() {
        slave.has("Kev").after(Duration.ofSeconds(60)).hears("Curtis", "m1", "one")
            .receives(delayed("Curtis", "m2", "<body>Old.</body>")).hears("Curtis", "m3", "three");
        assertEquals(List.of("m1", "m3"), historyFor("Amy", "<history seconds='30'/>"));
    }

    @Test
    public void codesForOneUserReachHimWithHisOwnPresenceAndNobodyElse() {
        slave.has("Amy").asks("Kev").andSo();
        slave.receives(there("Kev", "Kev", "<status code='170'/>", "<status code='201'/>")
            .replace(SLAVE + "/Kev", MASTER + "/Kev").replace("to='" + jid("Kev") + "'", "to='" + SLAVE + "/Kev'")).sends();
        slave.shows("Kev").sends(there("Kev", "Amy"), there("Amy", "Kev"),
            there("Kev", "Kev", SELF, "<status code='170'/>", "<status code='201'/>"), noSubject(jid("Kev")));
    }

    @Test
    public void whatTheRoomIsIsToldToThoseWhoComeLaterToo() {
        slave.asks("Kev").shows("Kev", "<status code='100'/>").andSo();
        slave.asks("Amy").andSo().shows("Amy").sends(there("Amy", "Kev"), there("Kev", "Amy"),
            there("Amy", "Amy", SELF, "<status code='100'/>"), noSubject(jid("Amy")));
        slave.receives(("<message type='groupchat' from='%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<status code='173'/></x></message>").formatted(MASTER, SLAVE)).andSo();
        slave.asks("Bob").shows("Bob");
        assertEquals(1, slave.takeSent().stream().filter(sent -> sent.toXML().contains("110")).count());
        assertEquals(java.util.Set.of(), slave.room().roomCodes());
    }

    @Test
    public void somebodyWhoLeavesTheQueueTakesNothingAlongOfWhatTheOpenerWasSent() {
        slave.asks("Kev").asks("Amy").shows("Curtis").leaves("Amy").andSo();
        slave.shows("Kev").sends(there("Curtis", "Kev"), there("Kev", "Kev", SELF));
    }

    @Test
    public void aChangeOfStatusThatCrossedAKickBringsNobodyBack() {
        slave.has("Kev").showsGone("Kev").andSo()
            .receives("<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(jid("Kev"), SLAVE))
            .sends(refused("Kev", jid("Kev"), "modify", "not-acceptable", "You are not in this room."));
    }

    @Test
    public void aStrangerWhoComesAndGoesJustBeforeAUserLeavesNothingBehindAtTheMaster() {
        slave.has("Amy").asks("Kev").andSo();
        slave.shows("Kev").andSo().showsGone("Kev").sends(part("Kev"), gone("Kev", "Kev", SELF), gone("Kev", "Amy"));
        // The join is answered now, and then the part.
        slave.shows("Kev").sends(there("Kev", "Amy")).showsGone("Kev").sends(gone("Kev", "Amy"));
    }

    @Test
    public void aStrangerWithTheSameNickWasFasterAndTheUserIsToldThatHeIsNotIn() {
        slave.has("Amy").asks("Kev").andSo();
        // The stranger's presence looks like Kev's acceptance until the refusal comes.
        slave.shows("Kev").andSo().refuses("Kev", "conflict").sends(refused("Kev", jid("Kev"), "cancel", "conflict", null),
            goneFor("Kev", jid("Kev"), SELF), part("Kev"));
        assertTrue("the stranger is in", slave.room().shown().containsKey("Kev"));
    }

    @Test
    public void whereTheMasterMarksItsAnswersNoStrangerIsTakenForAUser() {
        slave.asks("Amy").shows("Amy", SELF).asks("Kev").andSo();
        slave.shows("Kev").sends(there("Kev", "Amy"));
        slave.refuses("Kev", "conflict").sends(refused("Kev", jid("Kev"), "cancel", "conflict", null));
        assertTrue("the stranger is in", slave.room().shown().containsKey("Kev"));
        slave.asks("Kev").andSo().shows("Kev").sends(there("Kev", "Amy")).showsGone("Kev").sends(gone("Kev", "Amy"));
        slave.shows("Kev", SELF).sends(there("Kev", "Amy"), there("Amy", "Kev"), there("Kev", "Kev", SELF),
            noSubject(jid("Kev")));
    }

    @Test
    public void aStrangerWithTheSameNickWhoLeavesDoesNotTakeAUserAlongWhoIsOnTheWayIn() {
        slave.has("Amy").shows("Kev").asks("Kev").andSo();
        slave.showsGone("Kev").sends(gone("Kev", "Amy"));
        slave.shows("Kev").sends(there("Kev", "Amy"), there("Amy", "Kev"), there("Kev", "Kev", SELF), noSubject(jid("Kev")));
    }

    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' stamp='2010-05-01T00:00:00Z'/>";

    private static String delayed(String nick, String id, String content) {
        return "<message type='groupchat' id='%s' from='%s/%s' to='%s'>%s%s</message>"
            .formatted(id, MASTER, nick, SLAVE, content, DELAY);
    }

    private static String asking(String nick, String jid, String inX) {
        return "<presence from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'>%s</x></presence>"
            .formatted(jid, SLAVE, nick, inX);
    }

    private List<String> historyFor(String nick, String history) {
        slave.receives(asking(nick, jid(nick), history)).andSo().shows(nick);
        return slave.takeSent().stream().filter(sent -> sent.getTo().toString().equals(jid(nick)) && sent.getID() != null)
            .map(org.xmpp.packet.Packet::getID).toList();
    }
}
