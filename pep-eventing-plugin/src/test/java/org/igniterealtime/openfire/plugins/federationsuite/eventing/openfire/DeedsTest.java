package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What is done when something of it fails. */
public class DeedsTest {

    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final JID NURSE = new JID("nurse@capulet.lit");

    @Test
    public void aRosterThatCannotBeChangedKeepsNothingElseFromBeingDone() {
        List<Packet> routed = new ArrayList<>();
        Deeds deeds = new Deeds(routed::add, new OwnStanzas(routed::add, () -> "id"), (who, withdrawn) -> {
            throw new IllegalStateException("no database");
        });
        boolean stopped = deeds.doAll(List.of(new Effect.Withhold(JULIET, NURSE, true), new Effect.Route(new Message()),
            new Effect.Stop()));
        assertTrue("a form would leave the server", stopped);
        assertEquals(1, routed.size());
    }
}
