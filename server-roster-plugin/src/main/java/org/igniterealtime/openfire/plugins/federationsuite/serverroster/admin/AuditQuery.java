package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of the audit to list, the latest first. Immutable.
 *
 * @param about  the domain or the address of the room that they are about, normalised; empty for all. With a domain come the
 *               rooms of that very domain
 * @param text   what any of their words has in it, in whatever case; empty for all
 * @param named  actions, as words, that are found by this text, too, since it stands in what they are called where it was typed
 * @param actor  what the name of whoever decided has in it, in whatever case; empty for all
 * @param from   the first moment; empty for the beginning
 * @param until  the moment after the last; empty for the end
 * @param page   which page, from 1
 * @param size   how many there are on a page
 */
public record AuditQuery(String about, String text, Set<String> named, String actor, Optional<Instant> from,
                         Optional<Instant> until, int page, int size) {

    /** Checks that nothing is missing. */
    public AuditQuery {
        Objects.requireNonNull(about);
        text = text.strip().toLowerCase(Locale.ROOT);
        named = Set.copyOf(named);
        actor = actor.strip().toLowerCase(Locale.ROOT);
        Objects.requireNonNull(from);
        Objects.requireNonNull(until);
        if (page < 1 || size < 1) {
            throw new IllegalArgumentException("page " + page + " of " + size);
        }
    }

    /** Everything about one peer. */
    public static AuditQuery about(String domain, int size) {
        return new AuditQuery(domain, "", Set.of(), "", Optional.empty(), Optional.empty(), 1, size);
    }
}
