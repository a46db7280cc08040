package org.igniterealtime.openfire.plugins.federationsuite.eventing.admin;

import java.util.List;
import java.util.Objects;

/**
 * A setting as a form shows it. Immutable.
 *
 * @param name    its name among ours, such as {@code rooms.max-all}
 * @param choices its values, if it has only a few; else empty
 * @param set     what is set; empty if nothing is
 * @param usual   what counts where nothing is set
 */
public record SheetRow(String name, List<String> choices, String set, String usual) {

    /** Checks that nothing is missing. */
    public SheetRow {
        Objects.requireNonNull(name);
        choices = List.copyOf(choices);
        Objects.requireNonNull(set);
        Objects.requireNonNull(usual);
    }

    /** What counts. */
    public String value() {
        return set.isEmpty() ? usual : set;
    }
}
