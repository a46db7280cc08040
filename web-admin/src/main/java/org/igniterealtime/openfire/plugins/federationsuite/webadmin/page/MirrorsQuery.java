package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;

/**
 * Which mirrored rooms to list. Immutable.
 *
 * @param text       what the room, or the other side, has in its address, in whatever case; empty for all
 * @param side       on which side we are; empty for both
 * @param sort       by what they are sorted
 * @param descending whether the last comes first
 * @param page       which page, from 1
 */
public record MirrorsQuery(String text, Optional<RoomId.Side> side, Sort sort, boolean descending, int page) {

    /** How many rooms are on a page. */
    public static final int SIZE = 25;
    private static final int LONGEST_SEARCH = 255;

    /** Checks that nothing is missing. */
    public MirrorsQuery {
        text = text.strip().toLowerCase(Locale.ROOT);
        Objects.requireNonNull(side);
        Objects.requireNonNull(sort);
    }

    /** Reads what was asked for; what makes no sense is as if it had not been. */
    public static MirrorsQuery read(Parameters asked) {
        String text = asked.text("q");
        Sort sort = Arrays.stream(Sort.values()).filter(by -> by.word().equals(asked.text("sort"))).findFirst()
            .orElse(Sort.ROOM);
        return new MirrorsQuery(text.substring(0, Math.min(text.length(), LONGEST_SEARCH)), RoomId.Side.of(asked.text("side")),
            sort, asked.text("desc").equals("true"), asked.number(Paging.PAGE, 1, 1_000_000, 1));
    }

    /** The address of the list on a page. */
    Link link(String of) {
        return Link.to(of).with("q", text).with("side", side.map(RoomId.Side::word).orElse(""))
            .with("sort", sort == Sort.ROOM ? "" : sort.word()).with("desc", descending ? "true" : "")
            .with(Paging.PAGE, page == 1 ? "" : String.valueOf(page));
    }

    boolean fits(RoomView room) {
        return (side.isEmpty() || side.get() == room.id().side())
            && (text.isEmpty() || room.id().room().toString().toLowerCase(Locale.ROOT).contains(text)
                || room.branches().stream().anyMatch(branch -> branch.domain().contains(text)));
    }

    Comparator<RoomView> order() {
        Comparator<RoomView> order = sort.order.thenComparing(room -> room.id().room().toString())
            .thenComparing(room -> room.id().side());
        return descending ? order.reversed() : order;
    }

    /** By what rooms are sorted. */
    public enum Sort {
        /** The address. */
        ROOM(Comparator.comparing(room -> room.id().room().toString())),
        /** Who is in. */
        OCCUPANTS(Comparator.comparing(RoomView::occupants)),
        /** How it stands with the link. */
        STATE(Comparator.comparing(RoomView::state)),
        /** What crossed. */
        CROSSED(Comparator.comparing(room -> room.tally().crossed().bytes())),
        /** What was saved. */
        SAVED(Comparator.comparing(room -> room.tally().plain().bytes() - room.tally().crossed().bytes()));

        private final Comparator<RoomView> order;

        Sort(Comparator<RoomView> order) {
            this.order = order;
        }

        /** The word for it in addresses of pages and at the end of keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
