package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StanzaRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.junit.Test;

/** What a file of peers would change, line by line. */
public class PeerSheetTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final RosterPolicy POLICY = new RosterPolicy(true, List.of(), Duration.ofHours(72));
    private static final Actor ADMIN = new Actor("admin", "127.0.0.1");

    private final OrderRules rules = new OrderRules(POLICY);
    private final Map<String, Peer> peers = new HashMap<>();

    @Test
    public void aRequestThatWaitsIsApprovedAndNobodyElse() {
        waiting("waits.lit");
        ordered("asked.lit", Simple.REQUEST);

        assertEquals(List.of(Simple.APPROVE), orders("waits.lit", "approved"));
        assertEquals("REFUSED NO_REQUEST_WAITS", flaw("asked.lit,approved"));
        assertEquals("REFUSED NO_REQUEST_WAITS", flaw("stranger.lit,approved"));
    }

    @Test
    public void eachStateIsMadeSoWhereItIsNotAndOnlyThere() {
        waiting("waits.lit");
        waiting("approved.lit");
        ordered("approved.lit", Simple.APPROVE);
        ordered("asked.lit", Simple.REQUEST);
        ordered("blocked.lit", Simple.BLOCK);
        ordered("revoked.lit", Simple.REQUEST);
        ordered("revoked.lit", Simple.REVOKE);

        assertEquals(List.of(), orders("approved.lit", "approved"));
        assertEquals(List.of(Simple.REVOKE), orders("approved.lit", "none"));
        assertEquals(List.of(Simple.BLOCK), orders("approved.lit", "Blocked"));
        assertEquals(List.of(), orders("approved.lit", "waiting"));
        assertEquals(List.of(), orders("approved.lit", ""));
        assertEquals(List.of(Simple.REQUEST), orders("waits.lit", "requested"));
        assertEquals(List.of(), orders("waits.lit", "waiting"));
        assertEquals(List.of(), orders("waits.lit", "none"));
        assertEquals(List.of(), orders("asked.lit", "requested"));
        assertEquals(List.of(Simple.REVOKE), orders("asked.lit", "none"));
        assertEquals(List.of(), orders("blocked.lit", "blocked"));
        assertEquals("REFUSED BLOCKED", flaw("blocked.lit,approved"));
        assertEquals("REFUSED BLOCKED", flaw("blocked.lit,requested"));
        assertEquals("REFUSED BLOCKED", flaw("blocked.lit,none"));
        assertEquals(List.of(Simple.REQUEST), orders("revoked.lit", "requested"));
        assertEquals(List.of(), orders("revoked.lit", "none"));
        assertEquals(List.of(Simple.REQUEST), orders("stranger.lit", "requested"));
    }

    @Test
    public void anExportThatIsImportedAgainChangesNothing() {
        waiting("waits.lit");
        waiting("both.lit");
        ordered("both.lit", Simple.APPROVE);
        heard("both.lit", Kind.SUBSCRIBED);
        ordered("both.lit", new Order.Note("=HYPERLINK(\"x\"), \"friends\"\nof 'ours'\u2003"));
        ordered("both.lit", new Order.Expire(Optional.of(Instant.parse("2030-12-31T00:00:00Z"))));
        ordered("both.lit", new Order.Review(Optional.of(Instant.parse("2029-01-02T03:04:05Z"))));
        ordered("both.lit", Simple.TRUST);
        ordered("asked.lit", Simple.REQUEST);
        ordered("silent.lit", Simple.REQUEST);
        peers.put("silent.lit", rules.tick(peers.get("silent.lit"), NOW.plusSeconds(72 * 3600)).peer());
        ordered("blocked.lit", Simple.BLOCK);
        ordered("revoked.lit", Simple.REQUEST);
        ordered("revoked.lit", Simple.REVOKE);

        List<Wish> wishes = sheet().read('\ufeff' + PeerSheet.write(List.copyOf(peers.values())));

        assertEquals(6, wishes.size());
        for (Wish wish : wishes) {
            assertEquals(wish.toString(), List.of(), wish.orders());
            assertEquals(wish.toString(), Optional.empty(), wish.flaw());
        }
    }

    @Test
    public void trustIsGivenAfterAnApprovalAndTakenBeforeItsEnd() {
        waiting("waits.lit");
        assertEquals(List.of(Simple.APPROVE, Simple.TRUST), only("domain,state,trusted\nwaits.lit,approved,YES").orders());
        assertEquals("NOT_YES_OR_NO perhaps", text(only("domain,trusted\nwaits.lit,perhaps").flaw()));
        ordered("waits.lit", Simple.APPROVE);
        ordered("waits.lit", Simple.TRUST);
        assertEquals(List.of(Simple.UNTRUST, Simple.REVOKE), only("trusted,domain,state\nno,waits.lit,none").orders());
        assertEquals(List.of(), only("domain,trusted\nwaits.lit,").orders());
    }

    @Test
    public void anEndOfLongAgoMayStayButNotBeSet() {
        ordered("old.lit", Simple.REQUEST);
        ordered("old.lit", new Order.Expire(Optional.of(Instant.parse("2020-01-01T00:00:00Z"))));

        assertEquals(List.of(), only("domain,expires\nold.lit,2020-01-01").orders());
        assertEquals("PAST 2020-01-02", text(only("domain,expires\nold.lit,2020-01-02").flaw()));
    }

    @Test
    public void noteAndDatesAreWrittenAndRemoved() {
        ordered("a.lit", Simple.REQUEST);
        ordered("a.lit", new Order.Note("old"));

        Wish set = only("review,domain,note,expires\n2027-01-01,A.LIT,new,2028-01-01T10:00:00Z\n");
        assertEquals(List.of(new Order.Note("new"), new Order.Expire(Optional.of(Instant.parse("2028-01-01T10:00:00Z"))),
            new Order.Review(Optional.of(Instant.parse("2027-01-01T00:00:00Z")))), set.orders());
        assertEquals("a.lit", set.domain());
        assertEquals(List.of(new Order.Note("")), only("domain,note\na.lit,\n").orders());
        assertEquals(List.of(), only("domain\na.lit\n").orders());
        // A note needs a peer, but one may come into being with the same line.
        assertEquals("REFUSED UNKNOWN_PEER", text(only("domain,note\nstranger.lit,x\n").flaw()));
        assertEquals(List.of(Simple.REQUEST, new Order.Note("x")),
            only("domain,state,note\nstranger.lit,requested,x\n").orders());
    }

    @Test
    public void whatIsWrongWithALineIsSaidWithItsNumber() {
        List<Wish> wishes = sheet().read("domain,state,note,expires\r\n"
            + "us.lit,blocked,,\r\n"
            + "a@b.lit,blocked,,\r\n"
            + "x.lit,friend,,\r\n"
            + "y.lit,requested\r\n"
            + "z.lit,requested,\"two\r\nlines\",tomorrow\r\n"
            + "B\u00dcCHER.lit,requested,,\r\n"
            + "xn--bcher-kva.lit,requested,,\r\n"
            + "q.lit,requested,\"x\"y,\r\n"
            + "n.lit,requested," + "n".repeat(501) + ",\r\n"
            + "good.lit,requested,,\r\n");

        assertEquals(List.of("2 NOT_A_PEER us.lit", "3 NOT_A_PEER a@b.lit", "4 UNKNOWN_STATE friend", "5 CELLS 4",
            "6 NOT_A_DATE tomorrow", "8 ", "9 DOMAIN_TWICE 8", "10 QUOTES ", "11 NOTE_TOO_LONG 500", "12 "),
            wishes.stream().map(wish -> wish.line() + " " + text(wish.flaw())).toList());
        assertEquals("xn--bcher-kva.lit", wishes.get(5).domain());
    }

    @Test
    public void aFileThatIsNoUseIsNotReadAtAll() {
        assertEquals("1 EMPTY ", whole(""));
        assertEquals("2 UNKNOWN_COLUMN colour", whole("\ndomain,colour\na.lit,red\n"));
        assertEquals("1 COLUMN_TWICE Domain", whole("domain,Domain\na.lit,a.lit\n"));
        assertEquals("1 NO_DOMAIN_COLUMN ", whole("state,note\nblocked,x\n"));
        assertEquals("1 UNKNOWN_COLUMN domain;state", whole("domain;state\na.lit;blocked\n"));
        assertEquals("1 QUOTES ", whole("\"domain\na.lit\n"));
        assertEquals("10002 TOO_LONG 10001", whole("domain\n" + "a.lit\n".repeat(10_001)));
        assertEquals(10_000, sheet().read("domain\n" + "a.lit\n".repeat(10_000)).size());
    }

    @Test
    public void aWishKnowsThatItStandsOtherwiseByNow() {
        waiting("a.lit");
        String file = "domain,state\na.lit,approved\n";
        String seen = only(file).fingerprint();
        assertEquals(seen, only(file).fingerprint());

        ordered("a.lit", new Order.Note("no friends of ours"));
        assertNotEquals(seen, only(file).fingerprint());
        ordered("a.lit", Simple.DENY);
        assertEquals("REFUSED NO_REQUEST_WAITS", text(only(file).flaw()));
    }

    private PeerSheet sheet() {
        return new PeerSheet(text -> DomainPresenceCodec.domain(text).filter(domain -> !domain.equals("us.lit")),
            domain -> peers.getOrDefault(domain, Peer.stranger(domain)), rules, NOW);
    }

    private List<Order> orders(String domain, String state) {
        Wish wish = only("domain,state\n" + domain + ',' + state + '\n');
        assertEquals(Optional.empty(), wish.flaw());
        return wish.orders();
    }

    private String flaw(String line) {
        return text(only("domain,state\n" + line + '\n').flaw());
    }

    private Wish only(String file) {
        List<Wish> wishes = sheet().read(file);
        assertEquals(wishes.toString(), 1, wishes.size());
        assertEquals(2, wishes.get(0).line());
        return wishes.get(0);
    }

    private String whole(String file) {
        List<Wish> wishes = sheet().read(file);
        assertEquals(1, wishes.size());
        return wishes.get(0).line() + " " + text(wishes.get(0).flaw());
    }

    private static String text(Optional<Flaw> flaw) {
        return flaw.map(found -> found.kind() + " " + found.detail()).orElse("");
    }

    private void waiting(String domain) {
        heard(domain, Kind.SUBSCRIBE);
    }

    private void heard(String domain, Kind kind) {
        peers.put(domain, new StanzaRules(POLICY).hear(peers.getOrDefault(domain, Peer.stranger(domain)), kind, NOW).peer());
    }

    private void ordered(String domain, Order order) {
        peers.put(domain, rules.obey(peers.getOrDefault(domain, Peer.stranger(domain)), order, ADMIN, NOW).peer());
    }
}
