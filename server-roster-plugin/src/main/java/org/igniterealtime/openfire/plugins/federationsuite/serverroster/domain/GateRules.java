package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;

/**
 * What may pass between this server and another one. Pure; may be called from any thread.
 *
 * <p>A blocked server is not listened to and not spoken to, whatever the gate: what goes out is what the server roster itself
 * says to it, so that it learns of the end, and an error for a request, which RFC 6120 (section 8.2.3) wants answered. Nothing
 * else gets one: each would open a connection to the very server that none is wanted to.
 */
public final class GateRules {

    private final Gate gate;

    /**
     * Makes the rules.
     *
     * @param gate what administrators set
     */
    public GateRules(Gate gate) {
        this.gate = Objects.requireNonNull(gate);
    }

    /** What a stanza is about, as far as it matters here. */
    public enum Matter {
        /** Presence between two servers in their own names: what the server roster is made of. */
        ROSTER,
        /** A ping or a question for features between two servers in their own names. */
        CONTACT,
        /** An answer between two servers in their own names. */
        ANSWER,
        /** Wants an answer: any other IQ of type get or set. */
        REQUEST,
        /** Whoever sends it wants to know if it is lost: a message. */
        MESSAGE,
        /** An error; it is never answered (RFC 6120, section 8.3.1). */
        ERROR,
        /** Wants no answer: presence, an IQ of type result, a headline. */
        NOTICE
    }

    /** What is to be done with a stanza. */
    public enum Verdict {
        /** Let it through. */
        PASS,
        /** Let it go no further, and say nothing. */
        DROP,
        /** Let it go no further, and send an error to whoever sent it. */
        REFUSE
    }

    /**
     * Judges what another server sends.
     *
     * @param matter what it is about
     * @param level  how far that server is trusted
     * @param known  whether an administrator has to do with that server already
     * @return what is to be done
     */
    public Verdict inbound(Matter matter, TrustLevel level, boolean known) {
        if (level == TrustLevel.BLOCKED) {
            return fromBlocked(matter);
        }
        boolean mayAsk = matter == Matter.ROSTER && (gate != Gate.CLOSED || known);
        return isOpen(level) || strangersMay(matter) || mayAsk ? Verdict.PASS : refused(matter);
    }

    /**
     * Judges what is sent to another server.
     *
     * @param matter what it is about
     * @param level  how far that server is trusted
     * @param own    whether this server itself has written it, and no user or component
     * @return what is to be done
     */
    public Verdict outbound(Matter matter, TrustLevel level, boolean own) {
        // In the name of the server roster nothing is said but what an administrator ordered, and answers. An answer of our own
        // tells another server that its stanza was refused; a question of our own asks whether it has what we said before.
        boolean ours = matter == Matter.ERROR || matter == Matter.ANSWER || matter == Matter.CONTACT;
        if (matter == Matter.ROSTER || ours && own) {
            return Verdict.PASS;
        }
        return level != TrustLevel.BLOCKED && (isOpen(level) || strangersMay(matter)) ? Verdict.PASS : refused(matter);
    }

    private static Verdict fromBlocked(Matter matter) {
        return switch (matter) {
            case REQUEST, CONTACT -> Verdict.REFUSE;
            // That it has been told of its block.
            case ANSWER -> Verdict.PASS;
            default -> Verdict.DROP;
        };
    }

    private static boolean strangersMay(Matter matter) {
        return matter == Matter.CONTACT || matter == Matter.ANSWER;
    }

    private boolean isOpen(TrustLevel level) {
        return gate == Gate.OFF || level.compareTo(TrustLevel.BUDDY) >= 0;
    }

    private static Verdict refused(Matter matter) {
        boolean told = matter == Matter.REQUEST || matter == Matter.CONTACT || matter == Matter.MESSAGE;
        return told ? Verdict.REFUSE : Verdict.DROP;
    }
}
