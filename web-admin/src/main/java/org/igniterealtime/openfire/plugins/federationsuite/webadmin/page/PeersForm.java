package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;

/** What an administrator asks for on the page with all peers. */
public sealed interface PeersForm {

    /** How many peers are on a page. */
    int SIZE = 25;
    /** The longest text to search for. */
    int LONGEST_SEARCH = 255;
    /** What can be ordered for several peers at once. */
    Set<Order.Simple> BULK = Set.of(Order.Simple.APPROVE, Order.Simple.DENY, Order.Simple.REVOKE, Order.Simple.BLOCK);

    /**
     * An order about one peer.
     *
     * @param domain the peer, as it was written
     * @param order  the order
     * @param note   a note about it, perhaps too long; empty for none
     * @param typed  whether the peer was typed, and not chosen from a list
     */
    record One(String domain, Order.Simple order, String note, boolean typed) implements PeersForm {
    }

    /**
     * The same order about several peers.
     *
     * @param domains the peers, each once; there may be none
     * @param order   the order
     */
    record Many(List<String> domains, Order.Simple order) implements PeersForm {
    }

    /**
     * Reads a form.
     *
     * @param sent what came
     * @return what is asked for, or empty if it makes no sense
     */
    static Optional<PeersForm> read(Parameters sent) {
        Optional<Order.Simple> order = order(sent.text("order"));
        return switch (sent.text("action")) {
            case "decide" -> order.filter(BULK::contains).map(of -> new One(sent.text("domain"), of, sent.text("note"), false));
            case "add" -> Optional.of(new One(sent.text("domain"), Order.Simple.REQUEST, sent.text("note"), true));
            case "bulk" -> order.filter(BULK::contains).map(of -> new Many(
                sent.all("domain").stream().distinct().limit(SIZE).toList(), of));
            default -> Optional.empty();
        };
    }

    /** The order of a word. */
    static Optional<Order.Simple> order(String word) {
        return Arrays.stream(Order.Simple.values()).filter(order -> word(order).equals(word)).findFirst();
    }

    /** The word of an order. */
    static String word(Order.Simple order) {
        return order.name().toLowerCase(Locale.ROOT);
    }

    /** The orders of a decision and its note. */
    static List<Order> orders(Order order, String note) {
        List<Order> orders = new ArrayList<>(List.of(order));
        if (!note.isEmpty()) {
            orders.add(new Order.Note(note));
        }
        return orders;
    }

    /** Which peers to show; what makes no sense is as if it had not been asked for. */
    static PeerQuery query(Parameters asked) {
        String text = asked.text("q");
        PeerQuery.Sort sort = Arrays.stream(PeerQuery.Sort.values()).filter(by -> by.word().equals(asked.text("sort")))
            .findFirst().orElse(PeerQuery.Sort.DOMAIN);
        return new PeerQuery(text.substring(0, Math.min(text.length(), LONGEST_SEARCH)), PeerState.of(asked.text("state")), sort,
            asked.text("desc").equals("true"), asked.number(Paging.PAGE, 1, 1_000_000, 1), SIZE);
    }

    /** The address of the list that a query shows. */
    static Link link(String page, PeerQuery query) {
        return Link.to(page).with("q", query.text()).with("state", query.state().map(PeerState::word).orElse(""))
            .with("sort", query.sort() == PeerQuery.Sort.DOMAIN ? "" : query.sort().word())
            .with("desc", query.descending() ? "true" : "")
            .with(Paging.PAGE, query.page() == 1 ? "" : String.valueOf(query.page()));
    }
}
