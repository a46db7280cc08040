package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * How the server's own lists of allowed and blocked servers follow the server roster, without losing what an administrator
 * wrote there. Pure; may be called from any thread.
 *
 * <p>What we change we remember, together with what was there before, and put that back when it is no longer wanted. An entry
 * that is not as we left it has been changed by an administrator, and is his from then on. His block is never lifted, and
 * whom he allowed keeps the port that he set.
 */
public final class ListRules {

    private ListRules() {
    }

    /** On which list. */
    public enum Permission {
        /** May connect where the server's policy asks for permission. */
        ALLOWED,
        /** May not connect. */
        BLOCKED
    }

    /**
     * An entry of the lists.
     *
     * @param permission on which of them
     * @param port       where to connect to; 0 for the usual one
     */
    public record Entry(Permission permission, int port) {
        /** Checks that nothing is missing. */
        public Entry {
            Objects.requireNonNull(permission);
        }
    }

    /**
     * What we changed.
     *
     * @param original what was there before
     * @param written  what we wrote; empty if we removed it
     */
    public record Memory(Optional<Entry> original, Optional<Entry> written) {
        /** Checks that nothing is missing. */
        public Memory {
            Objects.requireNonNull(original);
            Objects.requireNonNull(written);
        }
    }

    /** What the server roster wants. */
    public enum Wish {
        /** Nothing. */
        NONE,
        /** That the other server can connect, and be connected to. */
        ALLOW,
        /** That it cannot. */
        BLOCK
    }

    /**
     * What is to be there.
     *
     * @param entry  the entry; empty for none
     * @param memory what is to be remembered; empty if everything is an administrator's
     */
    public record Outcome(Optional<Entry> entry, Optional<Memory> memory) {
        /** Checks that nothing is missing. */
        public Outcome {
            Objects.requireNonNull(entry);
            Objects.requireNonNull(memory);
        }
    }

    /**
     * Decides about one domain.
     *
     * @param present    what is there
     * @param remembered what we changed
     * @param wish       what is wanted
     * @return what is to be there, and to be remembered
     */
    public static Outcome follow(Optional<Entry> present, Optional<Memory> remembered, Wish wish) {
        Optional<Entry> original = remembered.filter(memory -> memory.written().equals(present)).map(Memory::original)
            .orElse(present);
        Optional<Entry> wanted = switch (wish) {
            case NONE -> original;
            case ALLOW -> original.or(() -> Optional.of(new Entry(Permission.ALLOWED, 0)));
            case BLOCK -> original.filter(entry -> entry.permission() == Permission.BLOCKED)
                .or(() -> Optional.of(new Entry(Permission.BLOCKED, 0)));
        };
        return new Outcome(wanted,
            wanted.equals(original) ? Optional.empty() : Optional.of(new Memory(original, wanted)));
    }
}
