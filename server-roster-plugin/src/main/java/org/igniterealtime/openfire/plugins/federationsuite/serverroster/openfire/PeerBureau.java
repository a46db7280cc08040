package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Change;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.PeerSheet;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Wish;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;

/** The server roster for the pages of the admin console, which has checked who comes. Thread-safe. */
final class PeerBureau implements PeerAdministration {

    /** Lines of a file that are carried out at the same time. */
    private static final int SIDE_BY_SIDE = 100;

    private final PeerDirectory directory;
    private final PeerDesk desk;
    private final PeerClerk clerk;
    private final AuditOffice audit;
    private final RosterSettings settings;
    private final InstantSource clock;
    private final ImportTexts texts;
    private final PeerWords words;

    /**
     * Opens a bureau.
     *
     * @param shelf    peers in memory, and their audit
     * @param desk     where they are dealt with
     * @param clerk    carries orders out
     * @param settings the settings
     * @param clock    the time
     * @param texts    the words
     */
    PeerBureau(Shelf shelf, PeerDesk desk, PeerClerk clerk, RosterSettings settings, InstantSource clock, RosterTexts texts) {
        this.directory = shelf.directory();
        this.audit = shelf.audit();
        this.desk = Objects.requireNonNull(desk);
        this.clerk = Objects.requireNonNull(clerk);
        this.settings = Objects.requireNonNull(settings);
        this.clock = Objects.requireNonNull(clock);
        this.texts = new ImportTexts(texts);
        this.words = new PeerWords(texts);
    }

    /**
     * What is looked up.
     *
     * @param directory peers in memory
     * @param audit     what was decided about them
     */
    record Shelf(PeerDirectory directory, AuditOffice audit) {
    }

    @Override
    public Section<PeerView> peers(PeerQuery query) {
        List<Peer> fitting = directory.all().stream().filter(query::fits).sorted(query.order()).toList();
        return section(fitting, query.page(), query.size());
    }

    @Override
    public Optional<PeerView> peer(String domain) {
        return clerk.domain(domain).flatMap(directory::find).map(peer -> view(peer, clock.instant()));
    }

    @Override
    public Section<PeerView> waiting(int most) {
        return section(directory.waiting(), 1, most);
    }

    private Section<PeerView> section(List<Peer> peers, int asked, int size) {
        Instant now = clock.instant();
        return Section.of(peers, asked, size).map(peer -> view(peer, now));
    }

    private PeerView view(Peer peer, Instant now) {
        OrderRules rules = new OrderRules(settings.policy());
        Set<Order.Simple> possible = EnumSet.noneOf(Order.Simple.class);
        for (Order.Simple order : Order.Simple.values()) {
            Step step = rules.obey(peer, order, new Actor("", ""), now);
            if (step.refusal().isEmpty() && !(order == Order.Simple.BLOCK && peer.blocked())) {
                possible.add(order);
            }
        }
        return new PeerView(peer.domain(), PeerState.of(peer), peer.summary(), peer.level(now), peer.pendingIn(), peer.ask(),
            peer.askedAt(), peer.decision(), peer.memo(), peer.seen(), words.contact(peer), words.request(peer),
            possible);
    }

    @Override
    public long dropped() {
        return desk.dropped();
    }

    @Override
    public Answer order(String domain, List<Order> orders, Actor by) {
        PeerOffice.Result result = null;
        for (Order order : orders) {
            result = clerk.carryOut(domain, order, by);
            if (!result.done()) {
                break;
            }
        }
        if (result == null) {
            throw new IllegalArgumentException("No order");
        }
        return answer(result);
    }

    @Override
    public Section<AuditEntry> audit(AuditQuery query) {
        return audit.audit(query);
    }

    @Override
    public String auditFile(AuditQuery query) {
        return audit.auditFile(query);
    }

    @Override
    public String peerFile() {
        return PeerSheet.write(directory.all());
    }

    @Override
    public List<Change> preview(String file) {
        return read(file).stream().map(wish -> new Change(wish.line(), wish.domain(), kind(wish), texts.of(wish), wish.before(),
            wish.fingerprint())).toList();
    }

    private static Change.Kind kind(Wish wish) {
        if (wish.flaw().isPresent()) {
            return Change.Kind.FLAW;
        }
        return wish.orders().isEmpty() ? Change.Kind.SAME : Change.Kind.CHANGE;
    }

    private List<Wish> read(String file) {
        return new PeerSheet(clerk::domain, domain -> directory.find(domain).orElseGet(() -> Peer.stranger(domain)),
            new OrderRules(settings.policy()), clock.instant()).read(file);
    }

    @Override
    public List<Outcome> apply(String file, Set<String> seen, Actor by) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Wish> wishes = read(file);
        for (int first = 0; first < wishes.size(); first += SIDE_BY_SIDE) {
            List<Wish> some = wishes.subList(first, Math.min(wishes.size(), first + SIDE_BY_SIDE));
            List<CompletableFuture<Step>> begun = some.stream()
                .map(wish -> seen.contains(wish.fingerprint()) ? begin(wish, by) : null).toList();
            for (int at = 0; at < some.size(); at++) {
                Wish wish = some.get(at);
                answer(wish, begun.get(at), seen).ifPresent(
                    answer -> outcomes.add(new Outcome(wish.line(), wish.domain(), answer)));
            }
        }
        return outcomes;
    }

    /** The orders of a line, each after the one before has been carried out; none for a line that changes nothing. */
    private CompletableFuture<Step> begin(Wish wish, Actor by) {
        CompletableFuture<Step> last = null;
        for (Order order : wish.orders()) {
            last = last == null ? clerk.begin(wish.domain(), order, by)
                : last.thenCompose(step -> step.refusal().isPresent() ? CompletableFuture.completedFuture(step)
                    : clerk.begin(wish.domain(), order, by));
        }
        return last;
    }

    private Optional<Answer> answer(Wish wish, CompletableFuture<Step> begun, Set<String> seen) {
        if (begun != null) {
            return Optional.of(answer(clerk.await(wish.domain(), begun)));
        }
        if (wish.flaw().isPresent()) {
            return Optional.of(new Answer(false, texts.of(wish)));
        }
        return seen.contains(wish.fingerprint()) ? Optional.empty() : Optional.of(new Answer(false, texts.stale(wish)));
    }

    private static Answer answer(PeerOffice.Result result) {
        return new Answer(result.done(), result.text());
    }
}
