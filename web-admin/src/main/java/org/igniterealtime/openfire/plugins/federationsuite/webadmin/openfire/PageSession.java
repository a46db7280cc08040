package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javax.servlet.http.HttpSession;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Notice;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;

/**
 * What a page keeps from one request of an administrator to the next, in the session of his login. The session outlives the
 * suite, so only classes of the platform are put there: one of ours would keep our class loader. What is kept is bounded:
 * one {@link Reply} and one value of each name for each page. Thread-safe.
 */
final class PageSession {

    private static final String REPLY = ".reply";

    private final HttpSession session;
    private final String prefix;

    /**
     * What one page keeps.
     *
     * @param session the administrator's
     * @param page    the page's name
     */
    PageSession(HttpSession session, String page) {
        this.session = Objects.requireNonNull(session);
        this.prefix = page + '.';
    }

    /**
     * Keeps a value until it is taken, replaced, or the session ends.
     *
     * @param name  its name on this page
     * @param value texts, or lists and maps of texts
     */
    @SuppressFBWarnings(value = "TRUST_BOUNDARY_VIOLATION",
        justification = "What is kept is shown escaped, and checked again before anything is done with it.")
    void put(String name, Serializable value) {
        session.setAttribute(prefix + name, value);
    }

    /** A value that is kept. */
    Optional<Object> find(String name) {
        return Optional.ofNullable(session.getAttribute(prefix + name));
    }

    /** A value that is kept, and will not be any more. Of two requests at the same time one gets it. */
    Optional<Object> take(String name) {
        synchronized (session) {
            Optional<Object> found = find(name);
            session.removeAttribute(prefix + name);
            return found;
        }
    }

    /** Keeps what a page is to say when it is shown next. */
    @SuppressFBWarnings(value = "TRUST_BOUNDARY_VIOLATION", justification = "As above.")
    static void put(HttpSession session, Reply reply) {
        List<Map<String, String>> notices = new ArrayList<>();
        for (Notice notice : reply.notices()) {
            notices.add(new HashMap<>(Map.of("kind", notice.kind().name().toLowerCase(Locale.ROOT), "text", notice.text())));
        }
        Map<String, Object> kept = new HashMap<>();
        kept.put("notices", notices);
        kept.put("typed", new HashMap<>(reply.typed()));
        session.setAttribute(reply.link().page() + REPLY, kept);
    }

    /** What the page is to say, once: {@code notices} (each {@code kind} and {@code text}) and {@code typed}. */
    Map<?, ?> takeReply() {
        return take(REPLY.substring(1)).map(Map.class::cast).orElse(Map.of("notices", List.of(), "typed", Map.of()));
    }
}
