package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Trusted;

/**
 * Peers as a file with a line for each: writes it, and tells what a file would change. An import is an administrator's order
 * like any other and can do no more: it approves requests that wait, asks, blocks and ends, and nothing in advance. A column
 * that the file has not leaves things as they are; an empty cell in the columns for state and trust does so, too, and in the
 * others removes what was there. Pure; memory: a few times the text.
 */
public final class PeerSheet {

    /** Most lines of a file, with the first one. */
    public static final int MOST_LINES = 10_001;

    private static final String YES = "yes";
    private static final String NO = "no";

    private final Function<String, Optional<String>> peers;
    private final Function<String, Peer> known;
    private final OrderRules rules;
    private final Instant now;

    /**
     * Makes a reader.
     *
     * @param peers the normalised domain of another server for what was written; empty for what is none
     * @param known what is known of a domain; {@link Peer#stranger} if nothing is
     * @param rules the rules for orders
     * @param now   the time
     */
    public PeerSheet(Function<String, Optional<String>> peers, Function<String, Peer> known, OrderRules rules, Instant now) {
        this.peers = Objects.requireNonNull(peers);
        this.known = Objects.requireNonNull(known);
        this.rules = Objects.requireNonNull(rules);
        this.now = Objects.requireNonNull(now);
    }

    /**
     * Writes peers.
     *
     * @param peers the peers
     * @return the file; imported again it changes nothing
     */
    public static String write(List<Peer> peers) {
        return Csv.write(Stream.concat(
            Stream.of(Arrays.stream(Column.values()).map(Column::title).toList()),
            peers.stream().map(peer -> Arrays.stream(Column.values()).map(column -> cell(column, peer)).toList())).toList());
    }

    private static String cell(Column column, Peer peer) {
        return switch (column) {
            case DOMAIN -> peer.domain();
            case STATE -> WantedState.of(peer).word();
            case TRUSTED -> peer.trusted() == Trusted.YES ? YES : NO;
            case NOTE -> peer.memo().note();
            case EXPIRES -> Day.write(peer.memo().expires());
            case REVIEW -> Day.write(peer.memo().review());
        };
    }

    /**
     * Reads a file.
     *
     * @param text its text
     * @return what each line wants, in order, without the first line; one with a flaw only, if the whole file is no use
     */
    public List<Wish> read(String text) {
        List<Csv.Row> rows = Csv.read(text);
        if (rows.isEmpty()) {
            return List.of(Wish.flawed(1, "", new Flaw(Flaw.Kind.EMPTY, "")));
        }
        if (rows.size() > MOST_LINES) {
            return List.of(Wish.flawed(MOST_LINES + 1, "", new Flaw(Flaw.Kind.TOO_LONG, String.valueOf(MOST_LINES))));
        }
        List<Column> columns = new ArrayList<>();
        Optional<Flaw> flaw = readHead(rows.get(0), columns);
        if (flaw.isPresent()) {
            return List.of(Wish.flawed(rows.get(0).line(), "", flaw.get()));
        }
        Map<String, Integer> seen = new HashMap<>();
        return rows.stream().skip(1).map(row -> read(row, columns, seen)).toList();
    }

    private static Optional<Flaw> readHead(Csv.Row head, List<Column> columns) {
        if (head.broken()) {
            return Optional.of(new Flaw(Flaw.Kind.QUOTES, ""));
        }
        for (String title : head.cells()) {
            Optional<Column> column = Column.of(title);
            if (column.isEmpty()) {
                return Optional.of(new Flaw(Flaw.Kind.UNKNOWN_COLUMN, title));
            }
            if (columns.contains(column.get())) {
                return Optional.of(new Flaw(Flaw.Kind.COLUMN_TWICE, title));
            }
            columns.add(column.get());
        }
        return columns.contains(Column.DOMAIN) ? Optional.empty() : Optional.of(new Flaw(Flaw.Kind.NO_DOMAIN_COLUMN, ""));
    }

    private Wish read(Csv.Row row, List<Column> columns, Map<String, Integer> seen) {
        if (row.broken()) {
            return Wish.flawed(row.line(), "", new Flaw(Flaw.Kind.QUOTES, ""));
        }
        if (row.cells().size() != columns.size()) {
            return Wish.flawed(row.line(), "", new Flaw(Flaw.Kind.CELLS, String.valueOf(columns.size())));
        }
        Map<Column, String> cells = new EnumMap<>(Column.class);
        for (int at = 0; at < columns.size(); at++) {
            cells.put(columns.get(at), row.cells().get(at).strip());
        }
        String written = cells.get(Column.DOMAIN);
        Optional<String> domain = peers.apply(written);
        if (domain.isEmpty()) {
            return Wish.flawed(row.line(), written, new Flaw(Flaw.Kind.NOT_A_PEER, written));
        }
        Integer earlier = seen.putIfAbsent(domain.get(), row.line());
        if (earlier != null) {
            return Wish.flawed(row.line(), domain.get(), new Flaw(Flaw.Kind.DOMAIN_TWICE, earlier.toString()));
        }
        return wish(row.line(), known.apply(domain.get()), cells);
    }

    private Wish wish(int line, Peer peer, Map<Column, String> cells) {
        List<Order> orders = new ArrayList<>();
        for (Map.Entry<Column, String> cell : cells.entrySet()) {
            Optional<Flaw> flaw = readCell(cell.getKey(), cell.getValue(), peer, orders);
            if (flaw.isPresent()) {
                return Wish.flawed(line, peer.domain(), flaw.get());
            }
        }
        Peer then = peer;
        for (Order order : orders) {
            Step step = rules.obey(then, order, new Actor("import", ""), now);
            if (step.refusal().isPresent()) {
                return Wish.flawed(line, peer.domain(), Flaw.of(step.refusal().get()));
            }
            then = step.peer();
        }
        return new Wish(line, peer.domain(), orders, peer.summary(), Optional.empty());
    }

    /** Adds what a cell wants to the orders. */
    private Optional<Flaw> readCell(Column column, String cell, Peer peer, List<Order> orders) {
        try {
            switch (column) {
                case DOMAIN -> { }
                case STATE -> {
                    Optional<WantedState> state = WantedState.of(cell);
                    if (state.isEmpty() && !cell.isEmpty()) {
                        return Optional.of(new Flaw(Flaw.Kind.UNKNOWN_STATE, cell));
                    }
                    state.ifPresent(wanted -> orders.addAll(wanted.orders(peer)));
                }
                case TRUSTED -> {
                    if (!cell.isEmpty() && !cell.equalsIgnoreCase(YES) && !cell.equalsIgnoreCase(NO)) {
                        return Optional.of(new Flaw(Flaw.Kind.NOT_YES_OR_NO, cell));
                    }
                    if (!cell.isEmpty() && cell.equalsIgnoreCase(YES) != (peer.trusted() == Trusted.YES)) {
                        // Before an approval ends, and after it began.
                        orders.add(cell.equalsIgnoreCase(YES) ? orders.size() : 0,
                            cell.equalsIgnoreCase(YES) ? Order.Simple.TRUST : Order.Simple.UNTRUST);
                    }
                }
                case NOTE -> {
                    if (cell.length() > Order.Note.LONGEST) {
                        return Optional.of(new Flaw(Flaw.Kind.NOTE_TOO_LONG, String.valueOf(Order.Note.LONGEST)));
                    }
                    if (!cell.equals(peer.memo().note().strip())) {
                        orders.add(new Order.Note(cell));
                    }
                }
                case EXPIRES -> {
                    Optional<Instant> day = Day.read(cell);
                    if (!day.equals(peer.memo().expires())) {
                        if (day.isPresent() && !day.get().isAfter(now)) {
                            return Optional.of(new Flaw(Flaw.Kind.PAST, cell));
                        }
                        orders.add(new Order.Expire(day));
                    }
                }
                case REVIEW -> {
                    Optional<Instant> day = Day.read(cell);
                    if (!day.equals(peer.memo().review())) {
                        orders.add(new Order.Review(day));
                    }
                }
                default -> throw new IllegalStateException(column.toString());
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of(new Flaw(Flaw.Kind.NOT_A_DATE, cell));
        }
    }
}
