package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Change;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery.Sort;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.MemoryStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** The server roster as pages see it. */
public class PeerBureauTest {

    private static final Actor ADMIN = new Actor("admin@a.example", "192.0.2.7");

    private final RosterSettings settings = new RosterSettings(new MapSettings());
    private final List<AuditEntry> decided = new ArrayList<>();
    private final RosterTexts texts = (text, arguments) -> text.name() + Arrays.toString(arguments);
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private final PeerDirectory directory = new PeerDirectory(settings, () -> now);
    private final PeerDesk desk = new PeerDesk("a.example", settings,
        new PeerDesk.Shelf(directory, new MemoryStore(), Nodes.ALONE), new FakeLink(),
        new Clocks(() -> now, () -> now), Runnable::run, new PeerDesk.Watcher() {
            @Override
            public void requestWaits() {
                // Nobody is told here.
            }

            @Override
            public void decided(AuditEntry entry) {
                decided.add(entry);
            }
        });
    private final PeerBureau bureau = new PeerBureau(new PeerBureau.Shelf(directory, null), desk,
        new PeerClerk(desk, address -> !address.getDomain().endsWith("a.example"), texts), settings, () -> now, texts);

    @Test
    public void anOrderIsCarriedOutInTheNameOfTheAdministrator() {
        hears("b.example", Kind.SUBSCRIBE);

        Answer answer = bureau.order(" B.example ", List.of(Simple.APPROVE, new Order.Note("friends")), ADMIN);

        assertEquals(new Answer(true, "RESULT_DONE[b.example, from, asked, note: friends]"), answer);
        assertEquals(List.of("approve", "note"), decided.stream().map(AuditEntry::action).toList());
        assertEquals(Set.of(ADMIN), decided.stream().map(AuditEntry::by).collect(Collectors.toSet()));
    }

    @Test
    public void theFirstOrderThatIsRefusedEndsIt() {
        assertEquals(new Answer(false, "REFUSED_NO_REQUEST_WAITS[b.example]"),
            bureau.order("b.example", List.of(Simple.APPROVE, new Order.Note("x")), ADMIN));
        assertEquals(new Answer(false, "RESULT_NOT_A_PEER[rooms.a.example]"),
            bureau.order("rooms.a.example", List.of(Simple.REQUEST), ADMIN));
        assertEquals(List.of(), decided);
        assertEquals(Optional.empty(), bureau.peer("b.example"));
    }

    @Test
    public void onlyOrdersThatMakeSenseArePossible() {
        hears("b.example", Kind.SUBSCRIBE);
        assertEquals(Set.of(Simple.REQUEST, Simple.APPROVE, Simple.DENY, Simple.BLOCK), possible("b.example"));
        bureau.order("b.example", List.of(Simple.APPROVE), ADMIN);
        assertEquals(Set.of(Simple.REQUEST, Simple.UNREQUEST, Simple.REVOKE, Simple.TRUST, Simple.BLOCK), possible("b.example"));
        bureau.order("b.example", List.of(Simple.REVOKE), ADMIN);
        assertEquals(Set.of(Simple.REQUEST, Simple.UNDO, Simple.BLOCK), possible("b.example"));
        bureau.order("b.example", List.of(Simple.BLOCK), ADMIN);
        assertEquals(Set.of(Simple.UNBLOCK), possible("b.example"));
    }

    @Test
    public void peersAreFoundSortedAndPaged() {
        for (int index = 0; index < 60; index++) {
            bureau.order("p" + (10 + index) + ".example", List.of(Simple.REQUEST), ADMIN);
            now = now.plusSeconds(1);
        }
        hears("waits.example", Kind.SUBSCRIBE);
        bureau.order("p33.example", List.of(new Order.Note("The Friends")), ADMIN);

        Section<PeerView> first = bureau.peers(query("", Optional.empty(), Sort.DOMAIN, false, 1));
        assertEquals(61, first.total());
        assertEquals(3, first.pages());
        assertEquals(25, first.items().size());
        assertEquals("p10.example", first.items().get(0).domain());
        Section<PeerView> last = bureau.peers(query("", Optional.empty(), Sort.DOMAIN, false, 1000));
        assertEquals(3, last.page());
        assertEquals(11, last.items().size());
        assertEquals("waits.example", last.items().get(10).domain());
        assertEquals("p69.example", bureau.peers(query("", Optional.empty(), Sort.DECIDED, true, 1)).items().get(0).domain());
        assertEquals("waits.example", bureau.peers(query("", Optional.empty(), Sort.STATE, false, 1)).items().get(0).domain());
        assertEquals(1, bureau.peers(query("friends", Optional.empty(), Sort.SEEN, false, 1)).total());
        assertEquals(10, bureau.peers(query("P2", Optional.empty(), Sort.DOMAIN, false, 1)).total());
        assertEquals(1, bureau.peers(query("", Optional.of(PeerState.WAITING), Sort.DOMAIN, false, 1)).total());
        assertEquals(0, bureau.peers(query("p2", Optional.of(PeerState.WAITING), Sort.DOMAIN, false, 1)).total());
        assertEquals(1, bureau.waiting(10).total());
    }

    @Test
    public void anImportDoesWhatWasSeenAndNothingElse() {
        for (String domain : List.of("b.example", "c.example", "d.example", "e.example")) {
            hears(domain, Kind.SUBSCRIBE);
        }
        String file = "domain,state,note\nb.example,approved,friends\nc.example,approved,\nd.example,blocked,\n"
            + "e.example,waiting,\nnobody,approved,\nbad domain,approved,\nnew.example,requested,hello\n";

        List<Change> preview = bureau.preview(file);

        assertEquals(List.of("2 CHANGE CHANGE_APPROVE[]; CHANGE_NOTE[friends]", "3 CHANGE CHANGE_APPROVE[]",
            "4 CHANGE CHANGE_BLOCK[]", "5 SAME CHANGE_SAME[]", "6 FLAW IMPORT_NO_REQUEST_WAITS[nobody]",
            "7 FLAW IMPORT_NOT_A_PEER[bad domain]", "8 CHANGE CHANGE_REQUEST[]; CHANGE_NOTE[hello]"),
            preview.stream().map(change -> change.line() + " " + change.kind() + " " + change.text()).toList());
        assertEquals("a preview changes nothing", List.of(), decided);

        // Meanwhile somebody denies one of them, and blocks another.
        bureau.order("c.example", List.of(Simple.DENY), ADMIN);
        bureau.order("d.example", List.of(Simple.BLOCK), ADMIN);
        hears("nobody", Kind.SUBSCRIBE);
        decided.clear();
        Set<String> seen = preview.stream().map(Change::print).collect(Collectors.toSet());
        List<String> outcomes = bureau.apply(file, seen, ADMIN).stream()
            .map(outcome -> outcome.line() + " " + outcome.answer().done() + " " + outcome.answer().text()).toList();

        assertEquals(List.of("2 true RESULT_DONE[b.example, from, asked, note: friends]",
            "3 false IMPORT_NO_REQUEST_WAITS[c.example]", "4 false CHANGE_STALE[d.example]", "6 false CHANGE_STALE[nobody]",
            "7 false IMPORT_NOT_A_PEER[bad domain]", "8 true RESULT_DONE[new.example, none, asked, invited, note: hello]"),
            outcomes);
        assertEquals(List.of("approve b.example", "note b.example", "request new.example", "note new.example"),
            decided.stream().map(entry -> entry.action() + " " + entry.about()).toList());
        assertEquals(PeerState.WAITING, bureau.peer("nobody").orElseThrow().state());
    }

    @Test
    public void whatIsExportedChangesNothingWhenItIsImported() {
        hears("b.example", Kind.SUBSCRIBE);
        bureau.order("b.example", List.of(Simple.APPROVE, new Order.Note("=1+1")), ADMIN);
        hears("c.example", Kind.SUBSCRIBE);

        String file = bureau.peerFile();

        assertTrue(file, file.startsWith(
            "domain,state,trusted,note,expires,review\r\nb.example,approved,no,'=1+1,,\r\nc.example,waiting,no,"));
        assertEquals(List.of(Change.Kind.SAME, Change.Kind.SAME), bureau.preview(file).stream().map(Change::kind).toList());
    }

    private static PeerQuery query(String text, Optional<PeerState> state, Sort sort, boolean descending, int page) {
        return new PeerQuery(text, state, sort, descending, page, 25);
    }

    private Set<Simple> possible(String domain) {
        return bureau.peer(domain).orElseThrow().possible();
    }

    private void hears(String from, Kind kind) {
        desk.hear(new DomainPresence(kind, from, "a.example"));
    }
}
