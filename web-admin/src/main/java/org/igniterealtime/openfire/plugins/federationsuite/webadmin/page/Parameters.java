package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came with a request: names and values as a browser, or whoever else, sent them. Nothing is checked. Immutable. */
public final class Parameters {

    private final Map<String, List<String>> values;

    /**
     * Takes what came.
     *
     * @param values the values of each name, in order
     */
    public Parameters(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        this.values = copy;
    }

    /** The first value of a name, or null if there is none. */
    public String get(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    /** The first value of a name without white space around it; empty if there is none. */
    public String text(String name) {
        String value = get(name);
        return value == null ? "" : value.strip();
    }

    /** All values of a name, such as those of a row of check boxes; empty if there is none. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * A whole number.
     *
     * @param name    its name
     * @param least   the smallest
     * @param most    the largest
     * @param instead the number if there is none, or one outside these bounds
     */
    public int number(String name, int least, int most, int instead) {
        try {
            int number = Integer.parseInt(text(name));
            return number < least || number > most ? instead : number;
        } catch (NumberFormatException e) {
            return instead;
        }
    }
}
