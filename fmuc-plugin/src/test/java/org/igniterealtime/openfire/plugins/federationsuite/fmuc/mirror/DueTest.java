package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** What is still to be done when the other nodes of a cluster have heard of a change. */
public class DueTest {

    @Test
    public void whatWasToBeSentWhenTheLinkBrokeIsNotSentAheadOfWhatWasSentBeforeAndMayBeLost() {
        Slave slave = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true)).has("Kev").says("Kev", "m1", "<body>One</body>");
        Packet message = slave.takeSent().stream().filter(stanza -> stanza.getTo().equals(Slave.MASTER)).findFirst()
            .orElseThrow();
        Due due = new Due(List.of(new Effect.Send(message)), true);
        assertEquals("the link is there", due.effects(), due.still(slave.room()));
        slave.says("Kev", "m2", "<body>Two</body>").breaks();
        assertEquals("it is sent again when it is back, if the master has not got it", List.of(), due.still(slave.room()));
        assertEquals("and if he is gone by then, when he comes again", List.of(), due.still(slave.leaves("Kev").room()));
    }
}
