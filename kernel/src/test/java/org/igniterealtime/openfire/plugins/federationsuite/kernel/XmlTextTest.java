package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.dom4j.DocumentException;
import org.junit.Test;

/** What is read as XML is as hostile as whoever has written it. */
public class XmlTextTest {

    private final XmlText reader = new XmlText();

    @Test
    public void anElementIsReadAsItWasWritten() throws DocumentException {
        String text = "<a xmlns=\"urn:a\" b=\"&lt;\">c<d/></a>";
        assertEquals(text, reader.read(text).asXML());
    }

    @Test
    public void aDocumentTypeIsRefused() {
        assertThrows(DocumentException.class, () -> reader.read("<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>"));
    }

    @Test
    public void afterSomethingBadTheNextIsRead() throws DocumentException {
        assertThrows(DocumentException.class, () -> reader.read("<a>"));
        assertEquals("a", reader.read("<a/>").getName());
    }

    @Test
    public void charactersOfFourBytesAreReadOnce() throws DocumentException {
        String nick = "a \ud83d\ude00 b \ud83d\ude00\ud83d\ude00 c";
        assertEquals(nick, new XmlText().read("<shown nick='" + nick + "'/>").attributeValue("nick"));
    }
}
