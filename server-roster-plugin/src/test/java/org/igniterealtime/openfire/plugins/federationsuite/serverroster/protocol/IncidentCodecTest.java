package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Times;
import org.junit.Test;

/**
 * IODEF documents: those of XEP-0268's examples and hostile ones.
 *
 * <p>Slips of the examples: they have {@code <jid/>} in two namespaces, of which section 7 defines one; {@code <Contact/>}
 * stands before {@code <RelatedActivity/>}, and a {@code <System/>} has two nodes, against RFC 5070, which also requires
 * {@code <ReportTime/>}, {@code <Assessment/>} and {@code <Contact/>} in the inquiry; the history's action
 * {@code blockquote} is none of RFC 5070; the response comes from {@code clueless.list}; and nothing has the status of
 * section 2. All of them can be read.
 */
public class IncidentCodecTest {

    private static final int MOST = 10_000;
    /** In the order of the examples. */
    private static final List<IncidentKind> KINDS = List.of(IncidentKind.values());
    private static final Reference SPAMMERS = new Reference("jabber.org", "4BF5D2CE-7C90-4860-BEF2-43A7D777D5FF");
    private static final String GOOD = "<report xmlns='urn:xmpp:incident:2'><Incident xmlns='urn:ietf:params:xml:ns:iodef-1.0'"
        + " purpose='reporting'><IncidentID name='a.example'>1</IncidentID><Description>x</Description></Incident></report>";

    private static List<Element> examples() throws Exception {
        try (InputStream file = IncidentCodecTest.class.getResourceAsStream("/xep-0268-0.6-examples.xml")) {
            return new SAXReader().read(file).getRootElement().elements("iq").stream().map(Element.class::cast).toList();
        }
    }

    private static IncidentDocument example(int index) throws Exception {
        Element wrapper = examples().get(index).elements().get(0);
        assertEquals(KINDS.get(index), IncidentKind.of(wrapper.getName()).orElseThrow());
        assertEquals(KINDS.get(index).isSet() ? "set" : "get", examples().get(index).attributeValue("type"));
        return IncidentCodec.decode(wrapper, MOST).content();
    }

    private static IncidentCodec.Checked decode(String xml) throws Exception {
        return IncidentCodec.decode(DocumentHelper.parseText(xml).getRootElement(), MOST);
    }

    private static void assertBad(boolean tooLarge, String xml) throws Exception {
        Element wrapper = DocumentHelper.parseText(xml).getRootElement();
        assertEquals(tooLarge,
            assertThrows(BadIncidentException.class, () -> IncidentCodec.decode(wrapper, MOST)).isTooLarge());
    }

    @Test
    public void theReportOfTheSpecificationIsRead() throws Exception {
        assertEquals(new IncidentDocument(SPAMMERS,
            List.of(new Reference("im.example.com", "133BCE2E-E669-4ECE-B0F8-766B9E65630D")), IncidentStatus.NEW, "reporting",
            new Times(Optional.of(Instant.parse("2009-04-13T19:05:20Z")),
                Optional.of(Instant.parse("2009-04-13T19:27:22Z")), Optional.of(Instant.parse("2009-04-13T19:31:07Z"))),
            "lots of MUC spammers from clueless.lit!", new Addresses(List.of("abuser@clueless.lit", "luser27@clueless.lit"),
                List.of("jdev@conference.jabber.org", "jabber@conference.jabber.org"),
                List.of("stpeter@jabber.org", "operators@muc.xmpp.org")), List.of()), example(0));
    }

    @Test
    public void theInquiryOfTheSpecificationIsRead() throws Exception {
        assertEquals(new IncidentDocument(SPAMMERS, List.of(), IncidentStatus.NEW, "traceback",
            new Times(Optional.empty(), Optional.empty(), Optional.empty()), "", new Addresses(List.of(), List.of(), List.of()),
            List.of()), example(1));
    }

    @Test
    public void theRequestAndTheResponseOfTheSpecificationAreRead() throws Exception {
        assertEquals(List.of("block-host"), example(2).actions());
        assertEquals("mitigation", example(2).purpose());
        assertEquals(List.of("block-host", "blockquote Account disabled"), example(3).actions());
    }

    @Test
    public void whatIsWrittenIsReadAsItWas() throws Exception {
        for (int i = 0; i < KINDS.size(); i++) {
            IncidentDocument content = example(i);
            Element written = IncidentCodec.encode(KINDS.get(i), content);

            IncidentDocument read = IncidentCodec.decode(written, MOST).content();

            assertEquals(content.about(), read.about());
            assertEquals(content.related(), read.related());
            assertEquals(content.times(), read.times());
            assertEquals(content.text(), read.text());
            assertEquals(content.addresses(), read.addresses());
            assertEquals(KINDS.get(i).element(), written.getName());
        }
    }

    @Test
    public void whatIsWrittenHasTheOrderOfRfc5070() throws Exception {
        Element incident = IncidentCodec.encode(IncidentKind.REQUEST, example(2)).elements().get(0);

        assertEquals(List.of("IncidentID", "RelatedActivity", "StartTime", "EndTime", "ReportTime", "Description", "Assessment",
            "Contact", "Contact", "EventData"), incident.elements().stream().map(Element::getName).toList());
        assertTrue(incident.asXML(), incident.asXML().contains("<Expectation action=\"block-host\"/>"));
    }

    @Test
    public void theStatusIsOnTheElementAroundTheDocument() throws Exception {
        assertEquals(IncidentStatus.RESOLVED, decode(GOOD.replace("<report ", "<report status='resolved' ")).content().status());
        assertEquals(IncidentStatus.NEW, decode(GOOD.replace("<report ", "<report status='odd' ")).content().status());
        IncidentDocument resolved = decode(GOOD.replace("<report ", "<report status='resolved' ")).content();
        assertEquals("resolved", IncidentCodec.encode(IncidentKind.REPORT, resolved).attributeValue("status"));
        assertEquals(null, IncidentCodec.encode(IncidentKind.REPORT, decode(GOOD).content()).attributeValue("status"));
    }

    @Test
    public void whatWeDoNotKnowIsKeptAndNotShown() throws Exception {
        IncidentCodec.Checked checked = decode(GOOD.replace("<Description>",
            "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script><Description>"));

        assertTrue(checked.xml(), checked.xml().contains("alert(1)"));
        assertFalse(checked.content().toString(), checked.content().toString().contains("alert"));
        assertEquals(checked.content(), IncidentCodec.parse(checked.xml()));
    }

    @Test
    public void charactersThatADatabaseMayRefuseAreWrittenAsReferences() throws Exception {
        IncidentCodec.Checked checked = decode(GOOD.replace(">x<", ">x \uD83D\uDE00 \u00e9<"));

        assertEquals("x \uD83D\uDE00 \u00e9", checked.content().text());
        assertTrue(checked.xml(), checked.xml().contains("x &#128512; \u00e9"));
        assertEquals("x \uD83D\uDE00 \u00e9", IncidentCodec.parse(checked.xml()).text());
    }

    @Test
    public void aDocumentOfAnotherShapeIsRefused() throws Exception {
        for (String bad : List.of(
                "<report xmlns='urn:xmpp:incident:2'/>",
                "<report xmlns='urn:xmpp:incident:2'>text</report>",
                GOOD.replace("iodef-1.0", "iodef-2.0"),
                GOOD.replace("</report>", GOOD.substring(GOOD.indexOf("<Incident"), GOOD.indexOf("</report>")) + "</report>"),
                GOOD.replace("<IncidentID name='a.example'>1</IncidentID>", ""),
                GOOD.replace("<Description>", "<IncidentID name='b'>2</IncidentID><Description>"),
                GOOD.replace(" name='a.example'", ""),
                GOOD.replace(">1<", "> <"),
                GOOD.replace(">1<", ">" + "1".repeat(256) + "<"),
                GOOD.replace(">1<", ">" + "\u20ac".repeat(86) + "<"),
                GOOD.replace("<Description>", "<ReportTime>2009-04-13</ReportTime><Description>"),
                GOOD.replace("<Description>", "<EndTime>+999999999-99-99T99:99:99Z</EndTime><Description>"),
                GOOD.replace("<Description>", "<a>".repeat(31) + "</a>".repeat(31) + "<Description>"))) {
            assertBad(false, bad);
        }
    }

    @Test
    public void aDocumentThatIsTooLargeIsRefused() throws Exception {
        assertBad(true, GOOD.replace(">x<", ">" + "x".repeat(MOST) + "<"));
        assertBad(true, GOOD.replace("<Description>", "<a/>".repeat(MOST / 4) + "<Description>"));
        assertBad(true, GOOD.replace("<Description>", "<a b='" + "x".repeat(MOST) + "'/><Description>"));
        // Three bytes each.
        assertBad(true, GOOD.replace(">x<", ">" + "\u20ac".repeat(MOST / 3) + "<"));
        assertEquals(MOST / 4, decode(GOOD.replace(">x<", ">" + "x".repeat(MOST / 4) + "<")).content().text().length());
    }

    @Test
    public void aDocumentThatIsVeryDeepDoesNotEndTheThread() throws Exception {
        Element wrapper = DocumentHelper.parseText(GOOD).getRootElement();
        Element deep = wrapper;
        for (int i = 0; i < 200_000; i++) {
            // Not addElement, which asks all elements above for a namespace.
            Element child = DocumentHelper.createElement("a");
            deep.add(child);
            deep = child;
        }
        assertThrows(BadIncidentException.class, () -> IncidentCodec.decode(wrapper, Integer.MAX_VALUE));
    }

    @Test
    public void onlySoManyAddressesAreRead() throws Exception {
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            nodes.append("<Address>a").append(i).append("</Address>");
        }
        IncidentDocument content = decode(GOOD.replace("</Incident>", "<EventData><Flow><System category='source'><Node>" + nodes
            + "</Node></System></Flow></EventData></Incident>")).content();
        assertEquals(100, content.addresses().sources().size());
    }

    @Test
    public void aKeptDocumentWithADoctypeIsNotRead() {
        assertThrows(BadIncidentException.class, () -> IncidentCodec.parse(
            "<!DOCTYPE report [<!ENTITY x SYSTEM 'file:///etc/hosts'>]>" + GOOD.replace(">x<", ">&x;<")));
        assertThrows(BadIncidentException.class, () -> IncidentCodec.parse(""));
    }

    @Test
    public void textIsMadeFitForXmlAndForColumns() {
        assertEquals("ab\n\uD83D\uDE00", PlainText.forXml("a\u0000\u000b\uFFFEb\uD83D\n\uD83D\uDE00"));
        assertEquals("a b \uFFFD", PlainText.forColumn("  a\n\t b \uD83D\uDE00 ", 100));
        assertEquals("\u00e9\u00e9", PlainText.forColumn("\u00e9\u00e9\u00e9", 5));
    }
}
