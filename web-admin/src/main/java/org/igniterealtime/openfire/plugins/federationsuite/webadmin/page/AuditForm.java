package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Day;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;

/** What an administrator asks of the audit log, and the model of its page. */
public final class AuditForm {

    /** The page. */
    public static final String PAGE = "federationsuite-audit";
    /** How many entries are on a page. */
    public static final int SIZE = 50;
    private static final String EXPORT = "federationsuite-audit-export";
    private static final List<String> FIELDS = List.of("domain", "q", "actor", "from", "until");
    private static final int LONGEST = 255;

    private AuditForm() {
    }

    /**
     * Which entries to show; a date that is none is as if it had not been asked for. The last day counts as a whole.
     *
     * @param asked what was asked for
     * @param words what actions are called where it was typed
     */
    public static AuditQuery query(Parameters asked, AuditWords words) {
        return new AuditQuery(text(asked, "domain").toLowerCase(Locale.ROOT), text(asked, "q"), words.having(text(asked, "q")),
            text(asked, "actor"), day(asked, "from"), day(asked, "until").map(until -> until.plus(Duration.ofDays(1))),
            asked.number(Paging.PAGE, 1, 1_000_000, 1), SIZE);
    }

    private static String text(Parameters asked, String name) {
        String text = asked.text(name);
        return text.substring(0, Math.min(LONGEST, text.length()));
    }

    private static Optional<Instant> day(Parameters asked, String name) {
        try {
            return Day.read(asked.text(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The model of the page.
     *
     * @param entries what was found
     * @param asked   what was asked for
     * @param words   what actions are called
     */
    public static Map<String, Object> model(Section<AuditEntry> entries, Parameters asked, AuditWords words) {
        Map<String, Object> model = new HashMap<>();
        Link link = Link.to(PAGE);
        for (String field : FIELDS) {
            link = link.with(field, text(asked, field));
            model.put(field, text(asked, field));
        }
        model.put("wrongFrom", !asked.text("from").isEmpty() && day(asked, "from").isEmpty());
        model.put("wrongUntil", !asked.text("until").isEmpty() && day(asked, "until").isEmpty());
        model.put("filtered", !link.parameters().isEmpty());
        model.put("entries", entries(entries.items(), words));
        model.put("paging", Paging.of(entries, link));
        model.put("export", new Link(EXPORT, link.parameters()).toString());
        return model;
    }

    /**
     * Entries as a page shows them.
     *
     * @param entries the entries
     * @param words   what actions are called
     * @return each {@code at}, {@code about}, {@code link} (to the peer; empty if it is about something else),
     *     {@code by}, {@code where}, {@code action}, {@code before} and
     *     {@code after}
     */
    public static List<Map<String, String>> entries(List<AuditEntry> entries, AuditWords words) {
        return entries.stream().map(entry -> Map.of("at", Times.text(entry.at()), "about", entry.about(),
            "link", link(entry), "by", entry.by().name(),
            "where", entry.by().where(), "action", words.of(entry.action()), "before", entry.before(),
            "after", entry.after())).toList();
    }

    private static String link(AuditEntry entry) {
        return AuditAction.isOne(entry.action()) ? "" : Link.to(PeersView.PEER).with("domain", entry.about()).toString();
    }
}
