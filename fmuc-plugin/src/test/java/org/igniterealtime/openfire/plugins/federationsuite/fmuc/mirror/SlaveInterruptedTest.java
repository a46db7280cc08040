package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.BACK;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.NO_SUBJECT;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.notice;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.Presence;

/** Who enters a room that is just being joined again, because something may have been missed: it is there, and lets him in. */
public class SlaveInterruptedTest {

    private final Slave slave = new Slave().has("Kev", "Amy").shows("Curtis").andSo();

    /** The master lets in again who was in, and tells what was missed. */
    private Slave joinedAgain() {
        slave.shows("Curtis").shows("Kev", SELF).shows("Amy", SELF).andSo();
        return slave.receives(NO_SUBJECT);
    }

    private List<String> locals() {
        return slave.room().audience().stream().map(LocalOccupant::nick).toList();
    }

    @Test
    public void whoeverComesMeanwhileEntersBehindThose() {
        slave.isToldThatItMissedSomething().andSo().asks("Bob").sends();
        joinedAgain().sends(notice(BACK, "Kev"), notice(BACK, "Amy"), join("Bob"));
        slave.shows("Bob", SELF).andSo();
        assertEquals(List.of("Kev", "Amy", "Bob"), locals());
    }

    @Test
    public void whoeverWasOnTheWayInBeginsAnewBehindThose() {
        slave.asks("Bob").andSo().isToldThatItMissedSomething();
        Xml.assertSent(slave.takeSent().stream().filter(stanza -> stanza.toXML().contains("/Bob")).toList(), part("Bob"));
        joinedAgain().sends(notice(BACK, "Kev"), notice(BACK, "Amy"), join("Bob"));
        slave.shows("Bob", SELF).andSo();
        assertEquals(List.of("Kev", "Amy", "Bob"), locals());
    }

    @Test
    public void whoseFirstJoinIsAnsweredAllTheSameIsNotTakenForSomebodyWhoIsIn() {
        slave.asks("Bob").andSo().isToldThatItMissedSomething().andSo();
        slave.shows("Bob", SELF).andSo().showsGone("Bob").andSo();
        joinedAgain().sends(notice(BACK, "Kev"), notice(BACK, "Amy"), join("Bob"));
        slave.shows("Bob", SELF).andSo();
        assertEquals(List.of("Kev", "Amy", "Bob"), locals());
        assertEquals(Set.of("Curtis", "Kev", "Amy", "Bob"), slave.room().shown().keySet());
    }

    @Test
    public void whoIsLeftAloneOnTheWayInIsNotPutOutByTheEndOfHisFirstJoin() {
        slave.leaves("Amy").showsGone("Amy").andSo().asks("Bob").andSo().isToldThatItMissedSomething().leaves("Kev").andSo();
        // The answers to his first join, and to the part behind it.
        slave.shows("Bob", SELF).showsGone("Bob").showsGone("Kev").shows("Curtis").shows("Bob", SELF).receives(NO_SUBJECT);
        assertTrue(slave.takeSent().stream().noneMatch(stanza -> stanza.getTo().toString().equals(jid("Bob"))
            && stanza.getFrom().toString().endsWith("/Bob") && "unavailable".equals(stanza.getElement().attributeValue("type"))));
        assertEquals(List.of("Bob"), locals());
    }

    @Test
    public void whoeverLeavesBeforeItIsHisTurnIsOut() {
        slave.isToldThatItMissedSomething().andSo().asks("Bob").leaves("Bob");
        assertEquals(1, slave.takeSent().stream().filter(stanza -> stanza instanceof Presence
            && stanza.getTo().toString().equals(jid("Bob"))).count());
        joinedAgain().sends(notice(BACK, "Kev"), notice(BACK, "Amy"));
    }

    @Test
    public void whoeverWaitsIsRefusedWhenTheRoomIsOutOfReachAfterAll() {
        slave.isToldThatItMissedSomething().andSo().asks("Bob").andSo();
        slave.refuses("Kev", "remote-server-not-found").after(Duration.ofSeconds(2)).andSo().after(Duration.ofSeconds(4));
        Xml.assertSent(slave.takeSent().subList(0, 1),
            refused("Bob", jid("Bob"), "wait", "remote-server-timeout", "The link to the room is lost."));
    }
}
