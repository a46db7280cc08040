package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** The elements of the protocol, and who may not use them. */
public class FmucTest {

    @Test
    public void aStanzaSpeaksIfAnyOfItsChildrenIsOurs() {
        assertFalse(Fmuc.speaks(stanza("")));
        assertFalse(Fmuc.speaks(stanza("<fmuc xmlns='urn:other'/><body>nomirror</body>")));
        assertTrue(Fmuc.speaks(stanza("<body>a</body><x xmlns='http://isode.com/protocol/fmuc'/>")));
        assertTrue(Fmuc.speaks(stanza("<x xmlns='http://isode.com/protocol/fmuc'/><body>a</body>")));
    }

    @Test
    @Conforms("master-12")
    public void whatIsOursIsTakenOffAndNothingElse() {
        Packet said = stanza("<nomirror xmlns='http://isode.com/protocol/fmuc'/><body>a</body>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc'/><fmuc xmlns='urn:other'/>");
        assertTrue(Fmuc.strip(said));
        assertEquals(2, said.getElement().elements().size());
        assertFalse(Fmuc.strip(said));
        assertEquals(2, said.getElement().elements().size());
    }

    private static Packet stanza(String children) {
        return Xml.stanza("<message from='a@b.lit/c' to='d@e.lit'>" + children + "</message>");
    }
}
