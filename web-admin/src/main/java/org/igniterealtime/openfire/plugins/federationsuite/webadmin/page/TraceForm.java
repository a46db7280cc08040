package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Duration;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TraceWish;
import org.xmpp.packet.JID;

/** What an administrator asks for on the page about traces. */
public sealed interface TraceForm {

    /** Begin a trace. */
    record Start(TraceWish wish) implements TraceForm {
    }

    /** Stop a trace and forget it. */
    record Stop(long id) implements TraceForm {
    }

    /**
     * Something that cannot be.
     *
     * @param message  why
     * @param argument what was typed, or how it should be
     */
    record Wrong(TraceMessage message, String argument) implements TraceForm {
    }

    /**
     * Reads a form.
     *
     * @return what is asked for, or empty if it makes no sense
     */
    static Optional<TraceForm> read(Parameters sent) {
        return switch (sent.text("action")) {
            case "start" -> Optional.of(start(sent));
            case "stop" -> number(sent.text(TraceView.ID)).map(Stop::new);
            default -> Optional.empty();
        };
    }

    private static TraceForm start(Parameters sent) {
        Optional<JID> subject = TraceWish.subject(sent.text("subject"));
        int minutes = sent.number("minutes", 1, TraceWish.MOST_MINUTES, 0);
        if (subject.isEmpty()) {
            return new Wrong(TraceMessage.NO_SUBJECT, sent.text("subject"));
        }
        return minutes == 0 ? new Wrong(TraceMessage.NO_TIME, String.valueOf(TraceWish.MOST_MINUTES))
            : new Start(new TraceWish(subject.get(), Duration.ofMinutes(minutes), sent.text("bodies").equals("true")));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
