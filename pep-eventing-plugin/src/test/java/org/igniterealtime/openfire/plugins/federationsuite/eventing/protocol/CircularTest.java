package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import org.junit.Test;
import org.xmpp.packet.Message;

/** Everybody gets what he would get if the message were written for him alone. */
public class CircularTest {

    private static final String TEXT = "<message from='chat.shakespeare.lit' id='to=\"x\"'><event xmlns='urn:e'>"
        + "<item to='nobody'><message xmlns='jabber:client'><body>\" to=\"hi&amp;lo</body></message></item></event></message>";

    private final Message plain = Xml.message(TEXT);
    private final Message circular = Circular.of(Xml.message(TEXT));

    private void same(String to) {
        plain.setTo(to);
        circular.setTo(to);
        String once = circular.getElement().asXML();
        assertEquals(plain.getElement().asXML(), once);
        assertEquals("and again", once, circular.getElement().asXML());
        assertEquals(plain.getElement().asXML(), circular.createCopy().getElement().asXML());
        assertEquals(to, circular.getTo().toString());
    }

    @Test
    public void itIsWrittenAsIfForEachAlone() {
        same("juliet@capulet.lit/balcony");
        same("r@m.lit/x");
        same("juliet@capulet.lit/\u30d0\u30eb\u30b3\u30cb\u30fc");
    }

    @Test
    public void anAddressThatNeedsItIsEscaped() {
        same("juliet@capulet.lit/a");
        same("juliet@capulet.lit/\"<b>&'");
        same("juliet@capulet.lit/c");
    }

    @Test
    public void whatIsChangedInItIsNoticed() {
        same("juliet@capulet.lit/balcony");
        for (Message message : new Message[] {plain, circular}) {
            message.setID("other");
        }
        same("juliet@capulet.lit/balcony");
        for (Message message : new Message[] {plain, circular}) {
            message.setType(Message.Type.headline);
        }
        same("juliet@capulet.lit/chamber");
        for (Message message : new Message[] {plain, circular}) {
            message.addChildElement("x", "urn:x");
        }
        same("juliet@capulet.lit/chamber");
        for (Message message : new Message[] {plain, circular}) {
            message.getElement().remove(message.getElement().element("event"));
        }
        same("juliet@capulet.lit/chamber");
        for (Message message : new Message[] {plain, circular}) {
            message.getElement().addAttribute("id", null);
        }
        same("juliet@capulet.lit/chamber");
    }

    @Test
    public void toNobodyItIsWrittenToo() {
        assertEquals(plain.getElement().asXML(), circular.getElement().asXML());
        assertSame(circular.getElement(), circular.getElement().element("event").getParent());
    }
}
