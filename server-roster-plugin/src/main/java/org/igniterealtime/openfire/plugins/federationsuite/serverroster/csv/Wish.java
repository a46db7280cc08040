package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;

/**
 * What a line of a file wants. Immutable.
 *
 * @param line   the number of the line, from 1
 * @param domain the peer, normalised; as it was written if it is none
 * @param orders what is to be done for it, in order; nothing if it is so already, or if there is a flaw
 * @param before how it stands with the peer, in words
 * @param flaw   why nothing can be done
 */
public record Wish(int line, String domain, List<Order> orders, String before, Optional<Flaw> flaw) {

    /** Checks that nothing is missing. */
    public Wish {
        Objects.requireNonNull(domain);
        orders = List.copyOf(orders);
        Objects.requireNonNull(before);
        Objects.requireNonNull(flaw);
    }

    static Wish flawed(int line, String domain, Flaw flaw) {
        return new Wish(line, domain, List.of(), "", Optional.of(flaw));
    }

    /** Tells this wish from the one that the same line makes when it stands otherwise with the peer. */
    public String fingerprint() {
        return domain + ' ' + orders + ' ' + before + ' ' + flaw;
    }
}
