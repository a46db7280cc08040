package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Csv;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.PeerSheet;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Wish;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StanzaRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;

/** Any file of peers: it is read without an exception, what it wants can be done, and what is exported then changes nothing. */
public final class CsvFuzz {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final RosterPolicy POLICY = new RosterPolicy(true, List.of(), Duration.ofHours(72));
    private static final OrderRules RULES = new OrderRules(POLICY);
    private static final Actor ADMIN = new Actor("admin", "127.0.0.1");
    private static final List<String> WORDS = List.of("domain", "state", "trusted", "note", "expires", "review", ",", ",", ",",
        "\r\n", "\n", "\r", "\"", "\"\"", "'", "=1", "waits.lit", "both.lit", "blocked.lit", "stranger.lit",
        "B\u00dcCHER.example", "approved", "requested", "blocked", "waiting", "none", "yes", "no", "2030-12-31",
        "2030-12-31T18:30:00Z", "1969-12-31", "+999999999-12-31", "+1000000000-12-31T00:00:00Z", "x".repeat(501), "\ufeff",
        " ", "\t", "T");

    private CsvFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        StringBuilder text = new StringBuilder();
        if (input.below(8) == 0) {
            text.append(input.restAsText());
        } else if (input.coin()) {
            text.append("domain,state,trusted,note,expires,review\r\n");
        }
        while (!input.isEmpty() && text.length() < 2_000) {
            text.append(input.below(4) == 0 ? input.text() : input.one(WORDS));
        }
        read(text.toString());
    }

    private static void read(String text) {
        List<Csv.Row> rows = Csv.read(text);
        assertTrue(rows.stream().flatMap(row -> row.cells().stream()).mapToInt(String::length).sum() <= text.length());
        // A line with one empty cell is an empty line, and a byte order mark is none of the text.
        List<List<String>> whole = rows.stream().filter(row -> !row.broken()).map(Csv.Row::cells)
            .filter(cells -> !cells.equals(List.of(""))).toList();
        if (whole.isEmpty() || !whole.get(0).get(0).startsWith("\ufeff")) {
            assertEquals(text, whole, Csv.read(Csv.write(whole)).stream().map(Csv.Row::cells).toList());
        }
        Map<String, Peer> peers = peers();
        List<Wish> wishes = sheet(peers).read(text);
        assertTrue(wishes.size() <= Math.max(1, rows.size()));
        for (Wish wish : wishes) {
            wish.orders().forEach(order -> obey(peers, wish.domain(), order));
        }
        for (Wish wish : sheet(peers).read(PeerSheet.write(List.copyOf(peers.values())))) {
            assertEquals(text + ": " + wish, List.of(), wish.orders());
            assertTrue(text + ": " + wish, wish.flaw().isEmpty());
        }
    }

    private static void obey(Map<String, Peer> peers, String domain, Order order) {
        Step step = RULES.obey(peers.getOrDefault(domain, Peer.stranger(domain)), order, ADMIN, NOW);
        assertTrue("what a file wants can be done: " + order, step.refusal().isEmpty());
        peers.put(domain, step.peer());
    }

    private static PeerSheet sheet(Map<String, Peer> peers) {
        return new PeerSheet(DomainPresenceCodec::domain,
            domain -> peers.getOrDefault(domain, Peer.stranger(domain)), RULES, NOW);
    }

    private static Map<String, Peer> peers() {
        Map<String, Peer> peers = new TreeMap<>();
        StanzaRules rules = new StanzaRules(POLICY);
        for (String domain : new ArrayList<>(List.of("waits.lit", "both.lit"))) {
            peers.put(domain, rules.hear(Peer.stranger(domain), Kind.SUBSCRIBE, NOW).peer());
        }
        obey(peers, "both.lit", Order.Simple.APPROVE);
        peers.put("both.lit", rules.hear(peers.get("both.lit"), Kind.SUBSCRIBED, NOW).peer());
        obey(peers, "blocked.lit", Order.Simple.BLOCK);
        return peers;
    }
}
