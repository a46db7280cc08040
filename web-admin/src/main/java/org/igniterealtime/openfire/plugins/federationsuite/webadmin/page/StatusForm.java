package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What an administrator asks for on the status page. */
public sealed interface StatusForm {

    /**
     * Turns the switch of a part.
     *
     * @param part the part's id, one that exists
     * @param on   whether it should run
     */
    record Switch(String part, boolean on) implements StatusForm {
    }

    /** Checks everything again. */
    record CheckAgain() implements StatusForm {
    }

    /**
     * Reads a form.
     *
     * @param parameter gives a parameter's value by its name, or null
     * @param parts     the ids of the parts there are
     * @return what is asked for, or empty if it makes no sense
     */
    static Optional<StatusForm> read(UnaryOperator<String> parameter, Set<String> parts) {
        String action = parameter.apply("action");
        String part = parameter.apply("part");
        String on = parameter.apply("on");
        if ("check".equals(action)) {
            return Optional.of(new CheckAgain());
        }
        if ("switch".equals(action) && part != null && parts.contains(part) && ("true".equals(on) || "false".equals(on))) {
            return Optional.of(new Switch(part, "true".equals(on)));
        }
        return Optional.empty();
    }
}
