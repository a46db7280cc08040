package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;

/** The line under a long list that leads to its other pages. */
final class Paging {

    /** The parameter with the number of the page. */
    static final String PAGE = "page";

    private Paging() {
    }

    /** Which page is asked for; the first one where that is no number. */
    static int asked(Parameters asked, String parameter) {
        return asked.number(parameter, 1, 1_000_000, 1);
    }

    /**
     * The model of the line.
     *
     * @return {@code page}, {@code pages}, {@code total}, and the addresses {@code first}, {@code back}, {@code next} and
     *     {@code last}, each empty where it leads nowhere
     */
    static Map<String, Object> of(Section<?> section, Link list) {
        return of(section, list, PAGE);
    }

    /** The same for a second list on a page, whose pages are counted by a parameter of its own. */
    static Map<String, Object> of(Section<?> section, Link list, String parameter) {
        boolean hasBack = section.page() > 1;
        boolean hasNext = section.page() < section.pages();
        return Map.of("page", section.page(), "pages", section.pages(), "total", section.total(),
            "first", hasBack ? link(list, parameter, 1) : "",
            "back", hasBack ? link(list, parameter, section.page() - 1) : "",
            "next", hasNext ? link(list, parameter, section.page() + 1) : "",
            "last", hasNext ? link(list, parameter, section.pages()) : "");
    }

    private static String link(Link list, String parameter, int page) {
        return list.with(parameter, String.valueOf(page)).toString();
    }

    /** The parameters of a list, for the hidden fields of a form on it: each {@code name} and {@code value}. */
    static List<Map<String, String>> hidden(Link list) {
        return list.parameters().entrySet().stream()
            .map(parameter -> Map.of("name", parameter.getKey(), "value", parameter.getValue())).toList();
    }
}
