package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What follows a form: the page to go to, what that page says, and what was typed, if it has to be typed again. Immutable.
 *
 * @param link    where to go
 * @param notices what to say there, at most {@value #MOST}
 * @param typed   what the form's fields had in them, to be shown in them again; at most {@value #MOST}, each at most
 *                {@value Notice#LONGEST} characters, so that a form cannot fill the server's memory
 */
public record Reply(Link link, List<Notice> notices, Map<String, String> typed) {

    /** Most messages, and most fields. */
    public static final int MOST = 30;

    /** Cuts what is too much. */
    public Reply {
        Objects.requireNonNull(link);
        notices = List.copyOf(notices.subList(0, Math.min(MOST, notices.size())));
        Map<String, String> few = new LinkedHashMap<>();
        typed.entrySet().stream().limit(MOST).forEach(field -> few.put(field.getKey(), cut(field.getValue())));
        typed = Map.copyOf(few);
    }

    /** Goes to a page and says something there. */
    public static Reply to(Link link, Notice... notices) {
        return new Reply(link, List.of(notices), Map.of());
    }

    /** The same, saying something more. */
    public Reply saying(Notice notice) {
        List<Notice> more = new ArrayList<>(notices);
        more.add(notice);
        return new Reply(link, more, typed);
    }

    /** The same with what was typed. */
    public Reply typed(Map<String, String> fields) {
        return new Reply(link, notices, fields);
    }

    private static String cut(String text) {
        return text.length() <= Notice.LONGEST ? text : text.substring(0, Notice.LONGEST);
    }
}
