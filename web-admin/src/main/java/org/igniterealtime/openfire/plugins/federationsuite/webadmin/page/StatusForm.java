package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an administrator asks for on the overview: turns the switch of a part.
 *
 * @param part the part's id, one that exists
 * @param on   whether it should run
 */
public record StatusForm(String part, boolean on) {

    /**
     * Reads a form.
     *
     * @param parameter gives a parameter's value by its name, or null
     * @param parts     the ids of the parts there are
     * @return what is asked for, or empty if it makes no sense
     */
    public static Optional<StatusForm> read(UnaryOperator<String> parameter, Set<String> parts) {
        String part = parameter.apply("part");
        String on = parameter.apply("on");
        return "switch".equals(parameter.apply("action")) && part != null && parts.contains(part)
            && ("true".equals(on) || "false".equals(on))
            ? Optional.of(new StatusForm(part, "true".equals(on))) : Optional.empty();
    }
}
