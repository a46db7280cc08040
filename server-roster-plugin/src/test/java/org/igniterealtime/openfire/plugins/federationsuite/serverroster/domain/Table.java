package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;

/** Tables of states, as a person writes them: a state in each row, an event in each column, what comes of it in the cells. */
final class Table {

    static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    static final Instant BEFORE = NOW.minus(Duration.ofHours(1));
    static final Actor ADMIN = new Actor("admin@a.example", "admin@a.example/desk");
    static final String DOMAIN = "b.example";
    static final RosterPolicy POLICY = new RosterPolicy(true, List.of(), Duration.ofHours(72));

    private Table() {
    }

    /** One cell. */
    record Cell(String state, String event, String outcome) {
    }

    static List<Cell> cells(String table) {
        List<String[]> rows = table.lines().filter(line -> !line.isBlank())
            .map(line -> Arrays.stream(line.split("\\|")).map(String::trim).toArray(String[]::new)).toList();
        List<Cell> cells = new ArrayList<>();
        String[] events = rows.get(0);
        for (String[] row : rows.subList(1, rows.size())) {
            for (int column = 1; column < events.length; column++) {
                cells.add(new Cell(row[0], events[column], row[column]));
            }
        }
        return cells;
    }

    /** The states of RFC 6121, appendix A.1, and "invited", "blocked", "failed", "trusted" and
     * what was revoked beside them, which are ours. */
    static Peer peer(String state) {
        Peer peer = Peer.stranger(DOMAIN);
        for (String word : state.split(" \\+ ")) {
            peer = switch (word) {
                case "None" -> peer;
                case "To" -> peer.with(Subscription.TO);
                case "From" -> peer.with(Subscription.FROM);
                case "Both" -> peer.with(Subscription.BOTH);
                case "Out" -> peer.asking(BEFORE);
                case "In" -> peer.pending(Optional.of(BEFORE));
                case "invited" -> peer.invited(true);
                case "blocked" -> peer.blocked(true);
                case "failed" -> peer.asking(BEFORE).with(Ask.FAILED).with(Reply.failed("item-not-found"));
                case "trusted" -> peer.trusted(Trusted.YES);
                case "had trust" -> peer.trusted(Trusted.REVOKED);
                case "had From" -> peer.revoked(Subscription.FROM);
                case "had Both" -> peer.revoked(Subscription.BOTH);
                case "had To" -> peer.revoked(Subscription.TO);
                default -> throw new IllegalArgumentException(word);
            };
        }
        return peer;
    }

    private static String state(Peer peer) {
        String name = peer.subscription().name();
        StringBuilder words = new StringBuilder(name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
        Map<String, Boolean> more = new LinkedHashMap<>();
        more.put("Out", peer.ask() == Ask.WAITING);
        more.put("In", peer.pendingIn().isPresent());
        more.put("invited", peer.invited());
        more.put("blocked", peer.blocked());
        more.put("failed", peer.ask() == Ask.FAILED);
        more.put("trusted", peer.trusted() == Trusted.YES);
        more.forEach((word, there) -> words.append(there ? " + " + word : ""));
        if (peer.revoked() != Subscription.NONE) {
            String had = peer.revoked().name();
            words.append(" + had ").append(had.charAt(0)).append(had.substring(1).toLowerCase(Locale.ROOT));
        }
        return words + (peer.trusted() == Trusted.REVOKED ? " + had trust" : "");
    }

    /** In the words of the cells: the new state, what is sent after "&gt;", "!" where administrators are told. */
    static String outcome(String before, Step step) {
        if (step.refusal().isPresent()) {
            return "no";
        }
        String state = state(step.peer());
        String sends = step.sends().stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
        return (state.equals(before) ? "=" : state) + (sends.isEmpty() ? "" : " > " + sends) + (step.prompts() ? " !" : "");
    }
}
