package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters.Flow;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** What is counted of the link between a room of ours and a slave. */
public class MasterCountersTest {

    private static final Packet STANZA = Xml.stanza("<message to=\"a@b\"><body>\u00e9</body></message>");
    /** The letter of the body has two bytes. */
    private static final Flow ONE = new Flow(1, "<message to=\"a@b\"><body>ee</body></message>".length());

    @Test
    public void eachStanzaIsCountedWithItsBytesWhereItBelongs() {
        assertEquals(new Counters(ONE, Flow.NONE, Flow.NONE, Flow.NONE), Counters.sent(STANZA));
        assertEquals(new Counters(Flow.NONE, ONE, Flow.NONE, Flow.NONE), Counters.received(STANZA));
        assertEquals(new Counters(Flow.NONE, Flow.NONE, new Flow(1, 5), Flow.NONE), Counters.plainSent(5));
        assertEquals(new Counters(Flow.NONE, Flow.NONE, Flow.NONE, ONE), Counters.plainReceived(STANZA));
    }

    @Test
    public void twoAreAddedDirectionByDirection() {
        Counters all = Counters.sent(STANZA).plus(Counters.received(STANZA)).plus(Counters.plainSent(5))
            .plus(Counters.plainReceived(STANZA));
        assertEquals(new Counters(ONE, ONE, new Flow(1, 5), ONE), all);
        Flow two = new Flow(2, 2 * ONE.bytes());
        assertEquals(new Counters(two, two, new Flow(2, 10), two), all.plus(all));
        assertEquals(all, all.plus(Counters.ZERO));
    }
}
