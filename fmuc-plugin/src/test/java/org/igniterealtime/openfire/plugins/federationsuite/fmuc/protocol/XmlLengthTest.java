package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.junit.Test;
import org.xmpp.packet.Message;

/** Lengths of stanzas that are not written, against those of stanzas that are. */
public class XmlLengthTest {

    private static final List<String> WORDS = List.of("", "a", "Romeo & Juliet", "<b>\"x\"</b>", "größer", "日本", "😀'", "\t\n");
    private static final List<Namespace> NAMESPACES = List.of(Namespace.NO_NAMESPACE, Namespace.get("urn:one"),
        Namespace.get("urn:two&"), Namespace.get("p", "urn:one"), Namespace.get("q", "urn:three"));

    @Test
    public void aStanzaIsAsLongAsTheServerWritesIt() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Message message = new Message();
            message.setTo("verona.capulet.example/Tybalt");
            for (int i = random.nextInt(4); i > 0; i--) {
                grow(message.getElement(), random, 3);
            }
            assertLength("seed " + seed, message);
        }
    }

    @Test
    public void whatAParserHasReadIsAsLongToo() throws DocumentException {
        Element read = DocumentHelper.parseText("<message xmlns:s='urn:s' xml:lang='en' to='a@b'><body>Hi &amp; bye</body>"
            + "<x xmlns='urn:x'><y s:k='&quot;1&quot;'/><z xmlns=''/></x><![CDATA[<raw>]]></message>").getRootElement();
        assertLength("parsed", new Message(read));
    }

    private static void grow(Element parent, Random random, int depth) {
        Element child = parent.addElement(QName.get("e" + random.nextInt(3), one(NAMESPACES, random)));
        if (random.nextBoolean()) {
            child.addAttribute("plain", one(WORDS, random));
        }
        if (random.nextInt(4) == 0) {
            child.addAttribute(QName.get("k", one(NAMESPACES.subList(3, 5), random)), one(WORDS, random));
        }
        if (random.nextInt(4) == 0) {
            child.addAttribute(QName.get("lang", Namespace.XML_NAMESPACE), "de");
        }
        if (random.nextBoolean()) {
            child.addText(one(WORDS, random));
        }
        for (int i = random.nextInt(depth); i > 0; i--) {
            grow(child, random, depth - 1);
        }
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static void assertLength(String what, Message message) {
        String xml = message.getElement().asXML();
        assertEquals(what + ": " + xml, xml.getBytes(StandardCharsets.UTF_8).length, XmlLength.of(message));
    }
}
