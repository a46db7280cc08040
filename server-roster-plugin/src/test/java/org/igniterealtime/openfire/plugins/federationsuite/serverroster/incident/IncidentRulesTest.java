package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;
import org.junit.Test;

/** What is kept of incidents. */
public class IncidentRulesTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    private final IncidentRules rules = new IncidentRules(4, 2);
    private final List<Incident> known = new ArrayList<>();
    private int number;

    private static Arrival arrival(String peer, boolean aside, String id, String text, IncidentStatus status, int second) {
        IncidentDocument content = new IncidentDocument(new Reference("x.example", id), List.of(), status, "reporting",
            new IncidentDocument.Times(Optional.empty(), Optional.empty(), Optional.empty()), text,
            new IncidentDocument.Addresses(List.of(), List.of(), List.of()), List.of());
        return new Arrival(peer, aside, IncidentKind.REPORT,
            new IncidentCodec.Checked(content, "<" + id + text + status + ">"), NOW.plusSeconds(second));
    }

    /** Takes what comes in and keeps it as the store would; its document is what it was made with. */
    private Optional<IncidentRules.Step> takes(Arrival arrival, String documentBefore) {
        Optional<IncidentRules.Earlier> earlier = IncidentRules.earlier(known, arrival)
            .map(incident -> new IncidentRules.Earlier(incident, documentBefore));
        Optional<IncidentRules.Step> step = rules.receive(known, earlier, arrival, "id" + ++number);
        step.ifPresent(done -> {
            known.removeIf(incident -> incident.id().equals(done.incident().id()) || done.dropped().contains(incident));
            known.add(0, done.incident());
        });
        return step;
    }

    private IncidentRules.Step takes(Arrival arrival) {
        return takes(arrival, "").orElseThrow();
    }

    private List<String> ids() {
        return known.stream().map(incident -> incident.about().id()).toList();
    }

    @Test
    public void aBuddysIncidentIsKeptAndWrittenDown() {
        IncidentRules.Step step = takes(arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 0));

        assertTrue(step.incident().isOpen());
        assertEquals(IncidentState.NEW, step.incident().state());
        assertEquals("spam", step.incident().summary());
        assertEquals(List.of("incident-received"), step.entries().stream().map(AuditEntry::action).toList());
        // Oracle takes no empty text here.
        assertEquals("none", step.entries().get(0).before());
        assertEquals("report x.example 1, new, spam", step.entries().get(0).after());
    }

    @Test
    public void theSameAgainChangesNothing() {
        Arrival same = arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 0);
        takes(same);
        assertEquals(Optional.empty(), takes(same, same.document().xml()));
    }

    @Test
    public void moreOfTheSameTakesItsPlaceAndWaitsAgain() {
        Incident first = takes(arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 0)).incident();
        known.set(0, first.with(new Incident.Handled("admin", NOW)));

        // Without saying so, as the examples of the specification do.
        IncidentRules.Step second = takes(arrival("b.example", false, "1", "more spam", IncidentStatus.NEW, 1));
        assertEquals(first.id(), second.incident().id());
        assertEquals(IncidentState.UPDATED, second.incident().state());
        assertTrue(second.incident().isOpen());
        assertEquals("incident-updated", second.entries().get(0).action());
        assertTrue(second.entries().get(0).before().contains("handled by admin, spam"));

        assertEquals(IncidentState.RESOLVED,
            takes(arrival("b.example", false, "1", "more spam", IncidentStatus.RESOLVED, 2)).incident().state());
        assertEquals(1, known.size());
    }

    @Test
    public void nobodyChangesWhatAnotherServerSent() {
        takes(arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 0));
        takes(arrival("c.example", false, "1", "all is well", IncidentStatus.RESOLVED, 1));
        assertEquals(List.of(IncidentState.RESOLVED, IncidentState.NEW), known.stream().map(Incident::state).toList());
    }

    @Test
    public void whoIsNoBuddyAnyMoreDoesNotChangeWhatHeSentAsOne() {
        takes(arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 0));
        assertTrue(takes(arrival("b.example", true, "1", "all is well", IncidentStatus.RESOLVED, 1)).incident().aside());
        assertEquals(2, known.size());
    }

    @Test
    public void whatAStrangerSentComesOutOfItsCornerWhenHeIsABuddyAndSendsItAgain() {
        Arrival aside = arrival("b.example", true, "1", "spam", IncidentStatus.NEW, 0);
        takes(aside);
        Arrival again = arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 1);

        assertFalse(takes(again, aside.document().xml()).orElseThrow().incident().aside());
        assertEquals(1, known.size());
    }

    @Test
    public void aStrangersIncidentIsNotWrittenDownAndTheOldestGoesFirst() {
        for (int i = 1; i <= 5; i++) {
            assertEquals(List.of(), takes(arrival("s" + i + ".example", true, "" + i, "x", IncidentStatus.NEW, i)).entries());
        }
        assertEquals(List.of("5", "4"), ids());
    }

    @Test
    public void strangersDoNotCrowdOutBuddies() {
        takes(arrival("b.example", false, "1", "x", IncidentStatus.NEW, 0));
        for (int i = 2; i <= 9; i++) {
            takes(arrival("s.example", true, "" + i, "x", IncidentStatus.NEW, i));
        }
        assertEquals(List.of("9", "8", "1"), ids());
    }

    @Test
    public void whatNeedsNobodyGoesFirst() {
        for (int i = 1; i <= 4; i++) {
            takes(arrival("b.example", false, "" + i, "x", IncidentStatus.NEW, i));
        }
        known.set(0, known.get(0).with(new Incident.Handled("admin", NOW)));

        takes(arrival("b.example", false, "5", "x", IncidentStatus.NEW, 5));

        assertEquals(List.of("5", "3", "2", "1"), ids());
    }

    @Test
    public void whoeverSendsTheMostDrivesOutItsOwn() {
        takes(arrival("quiet.example", false, "1", "x", IncidentStatus.NEW, 1));
        for (int i = 2; i <= 9; i++) {
            takes(arrival("loud.example", false, "" + i, "x", IncidentStatus.NEW, i));
        }
        assertEquals(List.of("9", "8", "7", "1"), ids());
        takes(arrival("quiet.example", false, "10", "x", IncidentStatus.NEW, 10));
        assertEquals(List.of("10", "9", "8", "1"), ids());
    }

    @Test
    public void aServerMaySendSoManyInAnHour() {
        Allowance allowance = new Allowance();
        assertTrue(allowance.take("b.example", 2, NOW));
        assertTrue(allowance.take("b.example", 2, NOW.plusSeconds(1)));
        assertFalse(allowance.take("b.example", 2, NOW.plusSeconds(3599)));
        assertTrue(allowance.take("c.example", 2, NOW.plusSeconds(3599)));
        assertTrue(allowance.take("b.example", 2, NOW.plusSeconds(3601)));
    }

    @Test
    public void aReportTakesThePlaceOfAnEarlierOneOfTheSameServerAndNumberOnly() {
        Incident first = takes(arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 0)).incident();
        assertTrue(first.isReplacedBy(takes(arrival("b.example", true, "1", "more", IncidentStatus.NEW, 1)).incident()));
        assertFalse(first.isReplacedBy(takes(arrival("c.example", false, "1", "spam", IncidentStatus.NEW, 2)).incident()));
        assertFalse(first.isReplacedBy(takes(arrival("b.example", false, "2", "spam", IncidentStatus.NEW, 3)).incident()));

        Incident ours = new Incident("o", Incident.Direction.OUT, first.peer(), first.kind(), first.about(), first.state(), false,
            NOW, Optional.empty(), "", "");
        assertFalse(first.isReplacedBy(ours));
        assertFalse(ours.isReplacedBy(first));
        Incident inquiry = new Incident("i", Incident.Direction.IN, first.peer(), IncidentKind.INQUIRY, first.about(),
            first.state(), false, NOW, Optional.empty(), "", "");
        assertFalse(first.isReplacedBy(inquiry));
    }

    @Test
    public void whatWasRefusedSaysWhyUntilItIsSentAgain() {
        Incident first = takes(arrival("b.example", false, "1", "spam", IncidentStatus.NEW, 0)).incident();
        Incident refused = first.with(IncidentState.RESOLVED, "forbidden");
        assertEquals(IncidentState.RESOLVED, refused.state());
        assertEquals("forbidden", refused.answer());
        Incident again = refused.sentAgain(NOW.plusSeconds(9));
        assertEquals(IncidentState.WAITING, again.state());
        assertEquals("", again.answer());
        assertEquals(NOW.plusSeconds(9), again.at());
    }
}
