package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.answers;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveLinkLossTest.cut;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What a slave room remembers of those who are gone while its link is lost, or without a word. */
public class SlaveHauntedTest {

    private final Slave slave = new Slave().has("Kev", "Amy").shows("Curtis").andSo();

    @Test
    public void whoeverWasOnTheWayInWhenTheLinkWasLostIsGoneHereAndMayBeInThere() {
        assertFalse("of those who stay nobody is there who is not here", cut(new Slave().has("Kev")).room().link().ghosts());
        cut(slave.asks("Bob")).after(Duration.ofSeconds(2)).after(Duration.ofSeconds(4));
        assertEquals(Set.of("Kev", "Amy"), slave.room().locals().keySet());
        assertTrue(slave.room().link().ghosts());
    }

    @Test
    public void whoeverLeavesWhileTheLinkIsLostIsGoneAtOnceAndMayBeInThere() {
        cut(slave);
        assertEquals(Set.of("Kev", "Amy"), slave.room().link().away());
        slave.leaves("Amy");
        assertEquals(Set.of("Kev"), slave.room().locals().keySet());
        assertEquals(Set.of("Kev"), slave.room().link().away());
        assertEquals("and nobody is shown to those who come", Set.of("Kev"), slave.room().shown().keySet());
        assertTrue(slave.room().link().ghosts());
    }

    @Test
    public void whoeverWasOnTheWayOutWhenTheLinkWasLostIsGoneAndMayBeInThere() {
        cut(slave.leaves("Amy"));
        assertEquals(Set.of("Kev"), slave.room().locals().keySet());
        assertTrue(slave.room().link().ghosts());
    }

    @Test
    public void whoeverIsNotLetInAgainIsOutAndNotWaitedFor() {
        cut(slave).andSo();
        answers(slave.after(Duration.ofSeconds(2)));
        slave.shows("Kev", SELF).refuses("Amy", "forbidden");
        assertEquals(Set.of("Kev"), slave.room().locals().keySet());
        assertEquals(Set.of(), slave.room().link().away());
        assertFalse(slave.room().shown().containsKey("Amy"));
    }

    @Test
    public void whoeverIsGoneWithoutAWordLeavesAtTheMasterUnlessHeIsThereWithAnotherClient() {
        String tablet = "kev@remote.example.com/Tablet";
        slave.receives("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(tablet, Wire.SLAVE)).andSo();
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT);
        Set<JID> gone = Set.of(new JID(jid("Kev")), new JID(jid("Amy")));
        Step step = rules.onGone(slave.room(), gone::contains, Slave.START);
        List<Packet> parts = Xml.sent(step.effects()).stream()
            .filter(stanza -> stanza.getTo().asBareJID().equals(Slave.MASTER)).toList();
        assertEquals(List.of(Slave.MASTER + "/Amy"), parts.stream().map(part -> part.getTo().toString()).toList());
        assertEquals(Presence.Type.unavailable, ((Presence) parts.get(0)).getType());
        assertEquals(List.of(new JID(tablet)), step.room().locals().get("Kev").resources());
        assertEquals(List.of(), rules.onGone(slave.room(), client -> false, Slave.START).effects());
    }
}
