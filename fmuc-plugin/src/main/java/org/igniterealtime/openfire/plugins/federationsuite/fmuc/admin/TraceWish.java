package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.xmpp.packet.JID;

/**
 * What to trace. Immutable.
 *
 * @param subject the bare address of a room, or the domain of a peer, with which its sub-domains are meant as well
 * @param time    for how long, a minute to {@value #MOST_MINUTES} minutes
 * @param bodies  whether what people wrote is to be seen
 */
public record TraceWish(JID subject, Duration time, boolean bodies) {

    /** Most minutes of a trace. */
    public static final int MOST_MINUTES = 60;

    /** Checks the bounds. */
    public TraceWish {
        if (subject.getResource() != null) {
            throw new IllegalArgumentException("Neither a room nor a domain: " + subject);
        }
        if (time.toMinutes() < 1 || time.compareTo(Duration.ofMinutes(MOST_MINUTES)) > 0) {
            throw new IllegalArgumentException("Not from 1 to " + MOST_MINUTES + " minutes: " + time);
        }
    }

    /** The room or domain that somebody wrote; empty if it is neither. */
    public static Optional<JID> subject(String written) {
        String text = written.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JID subject = text.contains("@") ? new JID(text) : new JID(null, text.toLowerCase(Locale.ROOT), null);
            return subject.getResource() == null ? Optional.of(subject) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Tells whether a stanza is meant.
     *
     * @param from   its sender
     * @param to     its receiver
     * @param remote which of the two is elsewhere
     */
    boolean covers(JID from, JID to, JID remote) {
        if (subject.getNode() != null) {
            return from.asBareJID().equals(subject) || to.asBareJID().equals(subject);
        }
        String domain = remote.getDomain();
        return domain.equals(subject.getDomain()) || domain.endsWith('.' + subject.getDomain());
    }

    /** In words, for the audit. */
    String words() {
        return "traced for " + time.toMinutes() + " minutes, bodies " + (bodies ? "shown" : "hidden");
    }
}
