package org.igniterealtime.openfire.plugins.federationsuite.testbed.heap;

import java.util.List;

/**
 * Why an object is alive.
 *
 * @param object what the object is: for a class loader, the first place it loads from; else its class
 * @param steps from the object to the root of the garbage collector: one holder each, with its class
 */
public record RootPath(String object, List<String> steps) {

    /**
     * Makes a path.
     */
    public RootPath {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return object + "\n  held by " + String.join("\n  held by ", steps);
    }
}
