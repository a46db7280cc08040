package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.echoes;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.further;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.hides;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.left;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.message;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.says;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.shows;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.JoinedNode.subject;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.gone;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.goneFor;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.heard;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.there;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** What local users see of a room whose node is the primary of theirs (XEP-0289, primary-replica): nothing before its word. */
public class SlaveOfReplicaTest {

    private static final String HELLO = "<body>Hello</body>";
    private final Slave slave = new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289_REPLICA);

    private Slave has() {
        return slave.asks("Kev").receives(shows("Curtis")).receives(echoes("Kev")).receives(subject())
            .asks("Amy").receives(echoes("Amy")).andSo();
    }

    @Test
    @Conforms({"xep-0289-joining-1", "xep-0289-joining-3"})
    public void theFirstJoinBringsOccupantsHistoryAndSubject() {
        slave.asks("Kev").sends(join("Kev", ""));
        slave.receives(shows("Curtis")).receives(echoes("Kev")).sends(there("Curtis", "Kev"), there("Kev", "Kev", SELF));
    }

    @Test
    @Conforms("xep-0289-joining-15")
    public void aFurtherJoinWaitsForTheNodesWord() {
        slave.asks("Kev").receives(echoes("Kev")).receives(subject()).andSo();
        slave.asks("Amy").sends(further("Amy"));
        slave.receives(echoes("Amy"));
        assertEquals("Amy for Kev; Kev, herself and the subject for Amy", 4, slave.takeSent().size());
    }

    @Test
    @Conforms("xep-0289-joining-15")
    public void whatIsSaidIsShownWhenItComesBack() {
        has().says("Kev", "m1", HELLO).sends(message("Kev", "m1", HELLO));
        slave.receives(says("Kev", jid("Kev"), "m1", HELLO))
            .sends(heard("Kev", "m1", HELLO, "Kev"), heard("Kev", "m1", HELLO, "Amy"));
        assertEquals("and not waited for any more", 0, slave.room().link().kept().size());
    }

    @Test
    public void whatSomebodySaidWhoIsThrownOutBeforeItCameBackIsNotWaitedFor() {
        has().says("Kev", "m1", HELLO).andSo().receives(hides("Kev", jid("Kev"), "<status code='307'/>"));
        assertEquals(0, slave.room().link().kept().size());
        slave.andSo().after(Duration.ofMinutes(1)).sends();
        assertFalse("nor taken for a loss", slave.room().link().isLost());
    }

    @Test
    @Conforms("xep-0289-joining-15")
    public void aStatusIsShownWhenItComesBack() {
        has().receives("<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(jid("Kev"), SLAVE));
        assertEquals(1, slave.takeSent().size());
        slave.receives(echoes("Kev").replace("<x ", "<show>away</show><x "));
        assertEquals(2, slave.takeSent().stream().filter(stanza -> stanza.toXML().contains("away")).count());
    }

    @Test
    @Conforms({"xep-0289-joining-15", "xep-0289-joining-12", "xep-0289-joining-13"})
    public void leavesWaitForTheNodesWord() {
        has().leaves("Amy").sends(part("Amy"));
        slave.receives(hides("Amy", jid("Amy"))).sends(gone("Amy", "Amy", SELF), gone("Amy", "Kev"));
        slave.leaves("Kev").sends(part("Kev"));
        slave.receives(left()).sends(goneFor("Kev", jid("Kev"), SELF));
        assertTrue(slave.room().isVacant());
    }

    @Test
    public void theNodesWordOnTheLastMayComeBeforeThatWeAreOut() {
        has().leaves("Amy").receives(hides("Amy", jid("Amy"))).leaves("Kev").andSo();
        slave.receives(hides("Kev", jid("Kev"))).sends(gone("Kev", "Kev", SELF));
        slave.receives(left()).sends();
    }

    @Test
    public void aJoinThatIsNotAnsweredIsRefusedAndTakenBack() {
        has().asks("Bob").andSo().after(MirrorPolicy.DEFAULT.answerWithin());
        assertTrue(slave.takeSent().stream().anyMatch(stanza -> stanza.toXML().contains("remote-server-timeout")));
        assertEquals(2, slave.room().locals().size());
        slave.receives(hides("Bob", jid("Bob"))).sends();
    }

    @Test
    @Conforms("xep-0289-joining-11")
    public void aNickOfSomebodyThereIsInUse() {
        has().asks("Curtis").sends(refused("Curtis", jid("Curtis"), "cancel", "conflict", "This nick is in use."));
    }

    @Test
    @Conforms("xep-0289-joining-11")
    public void whoeverComesInWithANickOfSomebodyWhoCameFirstDoesNot() {
        has().asks("Bob").andSo().receives(shows("Bob")).sends(part("Bob"),
            refused("Bob", jid("Bob"), "cancel", "conflict", "This nick is in use."), there("Bob", "Kev"), there("Bob", "Amy"));
    }
}
