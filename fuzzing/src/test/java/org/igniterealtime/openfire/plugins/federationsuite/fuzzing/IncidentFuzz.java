package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.BadDraftException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentDraft;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.BadIncidentException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;

/** Any document about an incident (XEP-0268), and any form that an administrator fills in: refused, or read as it is written. */
public final class IncidentFuzz {

    private static final int MOST_BYTES = 4_000;
    private static final String INCIDENT = "<%s xmlns='urn:xmpp:incident:2'%s><Incident xmlns='urn:ietf:params:xml:ns:iodef-1.0'"
        + " purpose='mitigation'><IncidentID name='b.example'>1</IncidentID>%s</Incident></%1$s>";
    private static final String FLOW = "<RelatedActivity><IncidentID name='c.example'>2</IncidentID></RelatedActivity>"
        + "<StartTime>2009-04-13T19:05:20+00:00</StartTime><EndTime>2009-04-13T19:05:20Z</EndTime>"
        + "<ReportTime>2009-04-13T19:27:22-07:00</ReportTime><Description>spam</Description><Contact role='creator'>"
        + "<AdditionalData dtype='xml'><jid xmlns='urn:xmpp:jid:0'>admin@b.example</jid></AdditionalData></Contact>"
        + "<EventData><Flow><System category='source'><Node><Address category='ext-category' ext-category='xmpp'>x@b.example"
        + "</Address></Node></System><System category='target'><Node><Address>y@c.example</Address></Node></System></Flow>"
        + "<Expectation action='block-host'/></EventData><History><HistoryItem action='other'><Description>d</Description>"
        + "</HistoryItem></History>";
    private static final Words WORDS = Words.with(List.of("b.example", "c.example", "b.example c.example", "x@b.example"),
        List.of("report", "inquiry", "request", "response", "resolved", "mitigation", "reporting", "block-host", "1", "spam",
            "2009-04-13T19:05:20+00:00", "2009-04-13T19:05", "+999999999-12-31T23:59:59-18:00", "b.example 7", "\u2028",
            "x".repeat(300)),
        List.of("name", "status", "purpose", "category", "action", "role", "dtype"),
        List.of(INCIDENT.formatted("report", "", ""), INCIDENT.formatted("request", " status='resolved'", FLOW),
            INCIDENT.formatted("inquiry", "", FLOW), INCIDENT.formatted("response", " status='rejected'", FLOW)));

    private IncidentFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        StanzaMaker maker = new StanzaMaker(WORDS, input);
        switch (input.below(8)) {
            case 0 -> StanzaMaker.parse(input.restAsText()).ifPresent(IncidentFuzz::read);
            case 1, 2 -> form(maker);
            default -> {
                Element element = maker.element();
                for (int left = input.below(4); left > 0; left--) {
                    maker.change(element);
                }
                if (input.below(8) == 0) {
                    maker.grow(element);
                }
                StanzaMaker.asRead(element).ifPresent(IncidentFuzz::read);
            }
        }
    }

    private static void read(Element wrapper) {
        IncidentCodec.Checked checked;
        try {
            checked = IncidentCodec.decode(wrapper, MOST_BYTES);
        } catch (BadIncidentException e) {
            assertTrue(e.getMessage().length() < 200);
            return;
        }
        try {
            IncidentDocument content = checked.content();
            assertEquals("kept as it came", content, IncidentCodec.parse(checked.xml()));
            assertTrue(checked.xml().getBytes(StandardCharsets.UTF_8).length <= 3 * MOST_BYTES);
            written(content);
        } catch (BadIncidentException e) {
            throw new AssertionError(checked.xml(), e);
        }
    }

    /** What we understood of it, as our own document. */
    private static void written(IncidentDocument content) throws BadIncidentException {
        IncidentDocument own = IncidentCodec.parse(IncidentCodec.xml(IncidentCodec.encode(IncidentKind.REPORT, content)));
        assertEquals(content.about(), own.about());
        assertEquals(content.times(), own.times());
        assertEquals(content.text(), own.text());
        assertEquals(content.addresses(), own.addresses());
    }

    private static void form(StanzaMaker maker) {
        IncidentDraft.Words words = new IncidentDraft.Words(maker.value(), maker.value(), maker.value(), maker.value(),
            maker.value(), maker.value(), maker.value(), maker.value(), maker.value(), maker.value(), maker.value());
        try {
            IncidentDraft draft = IncidentDraft.read(words, id -> Optional.empty(), "a.example", "1", Instant.EPOCH);
            Element document = IncidentCodec.encode(draft.kind(), draft.content());
            assertEquals("sent as it was written", draft.content().text(),
                IncidentCodec.parse(IncidentCodec.xml(document)).text());
        } catch (BadDraftException e) {
            assertTrue(List.of(BadDraftException.Reason.values()).contains(e.reason()));
        } catch (BadIncidentException e) {
            throw new AssertionError(words.toString(), e);
        }
    }
}
