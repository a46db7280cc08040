package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.BadDraftException.Reason;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;
import org.junit.Test;

/** What administrators write. */
public class IncidentDraftTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Reference LISTED = new Reference("b.example", "77");

    private static IncidentDraft read(String... fields) throws BadDraftException {
        Map<String, String> form = new HashMap<>(Map.of("kind", "report", "text", "spam"));
        for (String field : fields) {
            form.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
        }
        return IncidentDraft.read(new IncidentDraft.Words(form.get("kind"), form.getOrDefault("peers", ""), form.get("text"),
            form.getOrDefault("sources", ""), form.getOrDefault("purpose", ""), form.getOrDefault("action", ""),
            form.getOrDefault("start", ""), form.getOrDefault("end", ""), form.getOrDefault("about", ""),
            form.getOrDefault("related", ""), form.getOrDefault("status", "")),
            id -> Optional.of(LISTED).filter(reference -> id.equals("listed")), "a.example", "FRESH", NOW);
    }

    private static void assertRefused(Reason reason, String what, String... fields) {
        BadDraftException refused = assertThrows(BadDraftException.class, () -> read(fields));
        assertEquals(reason, refused.reason());
        assertEquals(what, refused.what());
    }

    @Test
    public void aReportNeedsNoMoreThanADescription() throws Exception {
        IncidentDraft draft = read();

        assertEquals(IncidentKind.REPORT, draft.kind());
        assertEquals("to all", List.of(), draft.peers());
        assertEquals(new Reference("a.example", "FRESH"), draft.content().about());
        assertEquals("reporting", draft.content().purpose());
        assertEquals(Optional.of(NOW), draft.content().times().reported());
        assertEquals(List.of("a.example"), draft.content().addresses().contacts());
    }

    @Test
    public void everythingCanBeSaid() throws Exception {
        IncidentDraft draft = read("kind=request", "peers= B.Example, m\u00fcller.example b.example",
            "sources=x@c.example\ny@c.example/z",
            "purpose=mitigation", "action=block-host", "start=2030-01-01T00:00", "end=2030-01-01T02:00:00+01:00",
            "related=listed", "about=c.example 5", "status=updated");

        assertEquals(List.of("b.example", "xn--mller-kva.example"), draft.peers());
        assertEquals(List.of("x@c.example", "y@c.example/z"), draft.content().addresses().sources());
        assertEquals(List.of("block-host"), draft.content().actions());
        assertEquals(Optional.of(Instant.parse("2030-01-01T00:00:00Z")), draft.content().times().start());
        assertEquals(Optional.of(Instant.parse("2030-01-01T01:00:00Z")), draft.content().times().end());
        assertEquals(new Reference("c.example", "5"), draft.content().about());
        assertEquals(List.of(LISTED), draft.content().related());
        assertEquals(IncidentStatus.UPDATED, draft.content().status());
    }

    @Test
    public void anInquiryNeedsAnIncidentAndNothingElse() throws Exception {
        assertEquals(LISTED, read("kind=inquiry", "text=", "about=listed").content().about());
        assertEquals("traceback", read("kind=inquiry", "text=", "about=listed").content().purpose());
        assertRefused(Reason.ABOUT_NOTHING, "", "kind=inquiry");
        assertRefused(Reason.ABOUT_NOTHING, "", "kind=response");
    }

    @Test
    public void whatMakesNoSenseIsRefused() {
        assertRefused(Reason.NOT_A_KIND, "rumour", "kind=rumour");
        assertRefused(Reason.NO_DESCRIPTION, "", "text= \n");
        assertRefused(Reason.NOT_A_DOMAIN, "x@b.example", "peers=x@b.example");
        assertRefused(Reason.NOT_AN_ADDRESS, "@", "sources=a@b.example @");
        assertRefused(Reason.NOT_A_PURPOSE, "fun", "purpose=fun");
        assertRefused(Reason.NOT_AN_ACTION, "shout", "action=shout");
        assertRefused(Reason.NOT_A_STATUS, "old", "status=old");
        assertRefused(Reason.NOT_A_TIME, "yesterday", "start=yesterday");
        assertRefused(Reason.NOT_A_TIME, "2030-01-01T00:00", "start=2030-01-02T00:00", "end=2030-01-01T00:00");
        assertRefused(Reason.NOT_AN_INCIDENT, "one", "related=one");
        assertRefused(Reason.NOT_AN_INCIDENT, "one two three", "about=one two three");
        assertRefused(Reason.NOT_AN_INCIDENT, "b " + "5".repeat(256), "about=b " + "5".repeat(256));
        assertRefused(Reason.TOO_LONG, "100", "sources=" + manyAddresses());
    }

    private static String manyAddresses() {
        StringBuilder addresses = new StringBuilder();
        for (int i = 0; i <= 100; i++) {
            addresses.append('a').append(i).append("@b.example ");
        }
        return addresses.toString();
    }

    @Test
    public void whatXmlDoesNotHaveIsTakenOut() throws Exception {
        assertEquals("spam", read("text=sp\u0000am\uD83D").content().text());
    }
}
