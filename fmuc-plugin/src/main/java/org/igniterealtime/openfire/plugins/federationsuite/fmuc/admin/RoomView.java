package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A room that has to do with a mirror, as an administrator sees it. Immutable.
 *
 * @param id            which room
 * @param branches      its links: one of a room that is mirrored here, one for each slave of a room of ours
 * @param occupants     who is in, as far as this server's part of the room knows: of a room that is mirrored here all, of a
 *                      room of ours those who came through mirrors
 * @param fireAndForget whether what local users say is shown before the room has it; false for a room of ours
 * @param transparent   how many clients know the room by its own address although a mirror serves them
 * @param kept          messages that wait for the link
 * @param tally         what crossed since the mirror came to be
 * @param dialect       how it is spoken with, and why; empty for a room of ours, with which mirrors choose how to speak
 */
public record RoomView(RoomId id, List<Branch> branches, int occupants, boolean fireAndForget, int transparent, int kept,
                       Tally tally, Optional<DialectView> dialect) {

    /**
     * A link of a room.
     *
     * @param domain    the other server's part of it: the chat service with the room, or the mirror service
     * @param state     how it stands
     * @param occupants who is in the room through the mirror
     * @param tally     what crossed
     */
    public record Branch(String domain, LinkState state, int occupants, Tally tally) {
        /** Checks that nothing is missing. */
        public Branch {
            Objects.requireNonNull(domain);
            Objects.requireNonNull(state);
            Objects.requireNonNull(tally);
        }
    }

    /** Copies the list. */
    public RoomView {
        Objects.requireNonNull(id);
        branches = List.copyOf(branches);
        Objects.requireNonNull(tally);
        Objects.requireNonNull(dialect);
    }

    /** The state of its worst link. */
    public LinkState state() {
        return branches.stream().map(Branch::state).reduce(LinkState.UP, (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    /** How many are in the room through its mirror, or through its mirrors. */
    public int mirrored() {
        return branches.stream().mapToInt(Branch::occupants).sum();
    }
}
