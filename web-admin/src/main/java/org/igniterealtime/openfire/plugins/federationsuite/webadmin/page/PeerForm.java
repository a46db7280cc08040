package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Day;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/** What an administrator asks for on the page of one peer. */
public sealed interface PeerForm {

    /**
     * Orders.
     *
     * @param orders in order; none if everything is as it should be
     */
    record Orders(List<Order> orders) implements PeerForm {
        /** Copies them. */
        public Orders {
            orders = List.copyOf(orders);
        }
    }

    /**
     * Something that cannot be.
     *
     * @param message  why
     * @param argument what was typed, or how it should be
     */
    record Wrong(PeerMessage message, String argument) implements PeerForm {
    }

    /**
     * Reads a form.
     *
     * @param sent what came
     * @param memo what is written about the peer
     * @param now  the time
     * @return what is asked for, or empty if it makes no sense
     */
    static Optional<PeerForm> read(Parameters sent, Peer.Memo memo, Instant now) {
        return switch (sent.text("action")) {
            case "order" -> PeersForm.order(sent.text("order")).map(order -> new Orders(List.of(order)));
            case "memo" -> Optional.of(memo(sent, memo, now));
            default -> Optional.empty();
        };
    }

    private static PeerForm memo(Parameters sent, Peer.Memo memo, Instant now) {
        String note = sent.text("note").replace("\r\n", "\n");
        if (note.length() > Order.Note.LONGEST) {
            return new Wrong(PeerMessage.NOTE_TOO_LONG, String.valueOf(Order.Note.LONGEST));
        }
        List<Order> orders = new ArrayList<>();
        if (!note.equals(memo.note())) {
            orders.add(new Order.Note(note));
        }
        for (String field : List.of("expires", "review")) {
            boolean end = field.equals("expires");
            Optional<Instant> day;
            try {
                day = Day.read(sent.text(field));
            } catch (DateTimeException e) {
                return new Wrong(PeerMessage.NOT_A_DATE, sent.text(field));
            }
            if (!day.equals(end ? memo.expires() : memo.review())) {
                if (end && day.isPresent() && !day.get().isAfter(now)) {
                    return new Wrong(PeerMessage.PAST, sent.text(field));
                }
                orders.add(end ? new Order.Expire(day) : new Order.Review(day));
            }
        }
        return new Orders(orders);
    }
}
