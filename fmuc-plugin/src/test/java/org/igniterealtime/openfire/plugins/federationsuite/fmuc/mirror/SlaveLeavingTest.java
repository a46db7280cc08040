package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.gone;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.goneFor;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.joinAnew;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.there;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;

/** How occupants go: by themselves, thrown out, for lack of an answer, or because the room closes. */
public class SlaveLeavingTest {

    private static final String SHUTDOWN = "<status code='110'/><status code='332'/>";
    private final Slave slave = new Slave();

    @Test
    @Conforms("protoxep-11")
    public void whoLeavesIsGoneWhenTheMasterSaysSo() {
        slave.has("Kev", "Amy").receives("<presence type='unavailable' from='%s' to='%s/Kev'><status>Bye</status></presence>"
            .formatted(jid("Kev"), SLAVE)).sends(
            "<presence type='unavailable' from='%s' to='%s/Kev'><status>Bye</status></presence>".formatted(SLAVE, MASTER));
        slave.showsGone("Kev").sends(gone("Kev", "Kev", SELF), gone("Kev", "Amy"));
        slave.leaves("Kev").sends();
        slave.leaves("Amy").andSo().showsGone("Amy").sends(gone("Amy", "Amy", SELF));
        assertTrue(slave.room().isVacant());
    }

    @Test
    @Conforms("mirror-5")
    public void whoIsKickedLearnsReasonAndActorOnceAndTheOthersToo() {
        String kick = "<status code='307'/>";
        // The part says nothing new to the master. It undoes a join of Kev's in case all this is about a stranger.
        slave.has("Kev", "Amy").receives(kicked(kick)).sends(part("Kev"),
            kickFor("Kev", kick + SELF), kickFor("Amy", kick));
        slave.receives(goneForOne()).sends();
        slave.leaves("Amy").showsGone("Amy").andSo().has("Kev").receives(kicked(kick))
            .sends(part("Kev"), kickFor("Kev", kick + SELF));
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void whenTheLastIsKickedWhileOthersWaitTheNextOneOpensTheRoom() {
        slave.has("Kev").leaves("Kev").asks("Amy").asks("Bob").andSo();
        slave.receives(kicked("<status code='307'/>")).sends(kickFor("Kev", "<status code='307'/>" + SELF), join("Amy"));
        slave.shows("Amy").sends(there("Amy", "Amy", SELF), join("Bob"));
    }

    @Test
    @Conforms("mirror-5")
    public void theEndOfARoomReachesEveryOccupantOnce() {
        String destroy = "<destroy jid='other@talk.example.com'><reason>Moved</reason></destroy>";
        slave.has("Kev", "Amy").showsGone("Kev", destroy).showsGone("Amy", destroy).sends(
            part("Kev"), gone("Kev", "Kev", destroy, SELF), gone("Kev", "Amy", destroy),
            part("Amy"), gone("Amy", "Amy", destroy, SELF));
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void theAnswerToAPartOfSomebodyWhoWasNotInConcernsNobodyElse() {
        slave.has("Amy").shows("Kev").asks("Kev").leaves("Kev").andSo();
        slave.receives(goneForOne()).sends(goneFor("Kev", jid("Kev"), SELF));
        assertTrue("the stranger with this nick is in", slave.room().shown().containsKey("Kev"));
        slave.receives(goneForOne()).sends();
    }

    @Test
    public void theAnswerToAPartOfAnEarlierTimeIsNotTakenForThatOfAJoinThatWasTakenBack() {
        slave.asks("Cid").shows("Cid", SELF).asks("Kev").shows("Kev", SELF).showsGone("Kev").asks("Kev").asks("Amy")
            .leaves("Kev").showsGone("Cid").andSo();
        // The part that followed the kick is answered, then the join, with what it opens, and then its own part.
        slave.receives(goneForOne()).sends();
        slave.shows("Kev", SELF).hears("Curtis", "m1", "Hello").andSo();
        slave.shows("Amy", SELF);
        assertEquals("Kev opened the room, so Amy is served here", 1,
            slave.takeSent().stream().filter(sent -> "m1".equals(sent.getID())).count());
        slave.showsGone("Kev").sends(gone("Kev", "Kev", SELF), gone("Kev", "Amy"));
    }

    @Test
    public void aRefusalOfATakenBackJoinHidesNoStranger() {
        slave.has("Amy").shows("Kev").asks("Kev").leaves("Kev").andSo().refuses("Kev", "conflict")
            .sends(goneFor("Kev", jid("Kev"), SELF));
        assertTrue(slave.room().shown().containsKey("Kev"));
    }

    @Test
    public void aStrangerTakenForAUserWhoTookHisJoinBackStays() {
        slave.has("Amy").asks("Kev").leaves("Kev").andSo();
        slave.shows("Kev").sends(there("Kev", "Amy"));
        slave.refuses("Kev", "conflict").sends(goneFor("Kev", jid("Kev"), SELF));
        assertTrue(slave.room().shown().containsKey("Kev"));
    }

    @Test
    public void anAnswerToAPartThatNamesTheOccupantLetsHimGo() {
        slave.has("Kev").leaves("Kev").andSo().receives(goneForOne()).sends(goneFor("Kev", jid("Kev"), SELF));
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void whoIsNotLetInInTimeIsToldAndHisJoinIsUndone() {
        slave.asks("Kev").asks("Amy").andSo().after(Duration.ofSeconds(59)).sends();
        slave.after(Duration.ofSeconds(1)).sends(
            refused("Kev", jid("Kev"), "wait", "remote-server-timeout", "The room did not answer."), part("Kev"),
            joinAnew("Amy"));
    }

    @Test
    public void whetherAPartHasArrivedThatNobodyWaitsForIsAskedAndUntilThenTheSlaveBeginsAnew() {
        slave.has("Amy").leaves("Amy").andSo().after(Duration.ofSeconds(60)).andSo();
        assertTrue("it was never answered", slave.room().isVacant());
        slave.asks("Kev").sends(joinAnew("Kev"));
        slave.shows("Kev", SELF).andSo().after(LinkPolicy.DEFAULT.patience());
        IQ probe = (IQ) slave.takeSent().get(0);
        assertTrue("it is asked", slave.room().link().ghosts());
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(probe.getID(), MASTER, SLAVE)).sends();
        assertFalse("and now it knows", slave.room().link().ghosts());
        slave.leaves("Kev").showsGone("Kev").andSo().asks("Amy").sends(join("Amy"));
    }

    @Test
    public void anAnswerToAQuestionFromBeforeThePartSaysNothingOfIt() {
        slave.has("Kev", "Amy").leaves("Amy").andSo().after(Duration.ofSeconds(60)).andSo();
        slave.after(LinkPolicy.DEFAULT.patience());
        IQ first = (IQ) slave.takeSent().get(0);
        slave.asks("Bob").leaves("Bob").andSo();
        slave.receives("<presence from='%s/Bob2' to='%s/Bob'><x xmlns='http://jabber.org/protocol/muc#user'>"
            .formatted(MASTER, SLAVE) + "<status code='210'/></x></presence>").andSo();
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(first.getID(), MASTER, SLAVE)).sends();
        assertTrue(slave.room().link().ghosts());
        slave.after(LinkPolicy.DEFAULT.patience());
        assertEquals("it is asked again", 1, slave.takeSent().size());
    }

    @Test
    public void whoIsNotLetOutInTimeIsLetGo() {
        slave.has("Kev", "Amy").leaves("Kev").andSo().after(Duration.ofSeconds(60))
            .sends(part("Kev"), goneFor("Kev", jid("Kev"), SELF), gone("Kev", "Amy"));
        slave.after(Duration.ofSeconds(15));
        IQ probe = (IQ) slave.takeSent().get(0);
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Amy'/>".formatted(probe.getID(), MASTER, SLAVE)).sends();
        slave.after(Duration.ofMinutes(12)).sends();
        slave.asks("Bob").leaves("Bob").andSo().after(Duration.ofSeconds(60))
            .sends(part("Bob"), goneFor("Bob", jid("Bob"), SELF));
        assertEquals(1, slave.room().locals().size());
    }

    @Test
    public void aPartThatComesBackIsNoAnswerSoTheLinkIsLostAndWhoeverComesNextBeginsAnew() {
        String back = "<presence type='error' from='%s/Amy' to='%s'><error type='cancel'>".formatted(MASTER, SLAVE)
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";
        slave.has("Kev", "Amy").leaves("Amy").receives(back);
        assertTrue("Amy need not wait", slave.room().local("Amy").isEmpty());
        assertTrue("Kev is to join again, and then the master asks for Amy", slave.room().link().isDown());
        slave.leaves("Kev").andSo().has("Amy").leaves("Amy").andSo().receives(back).sends(goneFor("Amy", jid("Amy"),
            SELF));
        slave.asks("Kev").sends(joinAnew("Kev"));
    }

    @Test
    public void closingPartsEverybodyHereAndAtTheMaster() {
        slave.has("Kev", "Bob").leaves("Bob").asks("Amy").andSo().closes().sends(
            part("Kev"), goneFor("Kev", jid("Kev"), SHUTDOWN), goneFor("Bob", jid("Bob"), SHUTDOWN),
            part("Amy"), goneFor("Amy", jid("Amy"), SHUTDOWN));
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void whoIsInLearnsWhyAnAdministratorTookTheRoomAwayAndWhoWasOnTheWayInIsRefused() {
        String destroyed = "<item affiliation='none' role='none'/><destroy><reason>Too &lt;dear&gt;</reason></destroy>"
            + "<status code='110'/>";
        slave.has("Kev", "Bob").leaves("Bob").asks("Amy").andSo().isDestroyed("Too <dear>").sends(
            part("Kev"), goneFor("Kev", jid("Kev"), destroyed), goneFor("Bob", jid("Bob"), destroyed),
            part("Amy"), refused("Amy", jid("Amy"), "cancel", "service-unavailable", "Too &lt;dear&gt;"));
        assertTrue(slave.room().isVacant());
        slave.isDestroyed("again").sends();
    }

    @Test
    public void aRoomThatIsTakenAwayCanBeOpenedAgainAndAReasonIsNotNeeded() {
        slave.has("Kev").isDestroyed("").sends(part("Kev"), goneFor("Kev", jid("Kev"),
            "<item affiliation='none' role='none'/><destroy/><status code='110'/>"));
        slave.asks("Kev").sends(join("Kev"));
    }

    private static String goneForOne() {
        return ("<presence type='unavailable' from='%s/Kev' to='%s/Kev'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'/></presence>").formatted(MASTER, SLAVE);
    }

    private static String kicked(String codes) {
        return ("<presence type='unavailable' from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='none'><actor jid='curtis@example.com'/><reason>Enough</reason></item>%s</x>"
            + "</presence>").formatted(MASTER, SLAVE, codes);
    }

    private static String kickFor(String to, String codes) {
        return goneFor("Kev", jid(to), "<item affiliation='none' role='none'><actor jid='curtis@example.com'/>"
            + "<reason>Enough</reason></item>" + codes);
    }
}
