package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.dom4j.Element;
import org.junit.Test;

/** A stanza that goes to many is the same as long as nothing but its address is changed. */
public class PartsTest {

    private final Element stanza = Xml.element("<message from='a@b' to='c@d' id='1'><body>hi</body><x xmlns='urn:x'/></message>");
    private final Parts parts = Parts.of(stanza);

    @Test
    public void anotherAddressMakesNoDifference() {
        assertTrue(parts.areOf(stanza));
        stanza.addAttribute("to", "e@f");
        assertTrue(parts.areOf(stanza));
    }

    @Test
    public void anotherValueMakesOne() {
        stanza.addAttribute("id", "2");
        assertFalse(parts.areOf(stanza));
        stanza.addAttribute("id", "1");
        assertTrue(parts.areOf(stanza));
    }

    @Test
    public void anotherChildMakesOneThoughThereAreAsMany() {
        Element body = stanza.element("body");
        stanza.remove(stanza.element("x"));
        assertFalse("one is gone", parts.areOf(stanza));
        stanza.addElement("x", "urn:x");
        assertFalse("one that only looks like it has come", parts.areOf(stanza));
        assertTrue(Parts.of(stanza).areOf(stanza));
        stanza.remove(body);
        stanza.add(body);
        assertFalse("they stand in another order", parts.areOf(stanza));
    }

    @Test
    public void oneMoreMakesOne() {
        stanza.addElement("y", "urn:y");
        assertFalse(parts.areOf(stanza));
    }
}
