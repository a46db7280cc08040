package org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.Set;

import org.junit.Test;

/** A server that is in no cluster. */
public class AloneTest {

    private static final Notice NOTICE = new Notice("topic", Map.of());

    @Test
    public void whoIsAloneLeadsAndHasNobodyToTell() {
        assertEquals(Set.of(), Nodes.ALONE.others());
        assertTrue(Nodes.ALONE.leads());
        assertEquals(Nodes.ALONE.self(), Nodes.ALONE.leader());
        assertFalse(Nodes.ALONE.expectsOthers());
        assertFalse(Nodes.ALONE.othersServe());
        Nodes.ALONE.tell(NOTICE);
        assertFalse(Nodes.ALONE.tell("node", NOTICE));
        assertFalse(Nodes.ALONE.tellLeader(NOTICE));
        Nodes.ALONE.listen(new Nodes.Listener() {
            @Override
            public void heard(Notice notice) {
                throw new AssertionError(notice);
            }

            @Override
            public void joined() {
                throw new AssertionError("There is nothing to join");
            }

            @Override
            public void left() {
                throw new AssertionError("There is nobody to leave");
            }
        }).close();
    }
}
