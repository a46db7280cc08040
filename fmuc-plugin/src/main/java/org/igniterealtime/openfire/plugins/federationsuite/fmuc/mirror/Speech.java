package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;

/**
 * How a slave room speaks with its master, from its first join to its last part.
 *
 * @param dialect the dialect
 * @param echoes  whether the master has been seen to tell a slave of its own occupants, as XEP-0289 has it ("Initial
 *                Federation"). Openfire's own rooms do not, and show private messages to everybody
 * @param counts  whether the master has been seen to count our occupants among its own when asked about the room (XEP-0045,
 *                "muc#roominfo_occupants"). If it then counts fewer, it has forgotten us
 * @param partings who of ours has gone, as long as a master that says nothing of ours may not have heard of it
 */
public record Speech(Dialect dialect, boolean echoes, boolean counts, Partings partings) {

    /** The ProtoXEP, which the rules themselves speak. */
    public static final Speech PROTOXEP = in(Dialect.PROTOXEP);

    /** Checks that nothing is missing. */
    public Speech {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(partings);
    }

    /** A dialect, of a master that nothing has been heard of. */
    public static Speech in(Dialect dialect) {
        return new Speech(dialect, false, false, Partings.NONE);
    }

    /** The same, where the master tells of our own occupants, and so of their leaves. */
    Speech echoing() {
        return echoes ? this : new Speech(dialect, true, counts, Partings.NONE);
    }

    /** The same, where the master counts our own occupants. */
    Speech counting() {
        return counts ? this : new Speech(dialect, echoes, true, partings);
    }

    /** The same, where these of ours have gone. A master that tells of ours says itself when it has heard of it. */
    public Speech remembering(Partings next) {
        return echoes ? this : new Speech(dialect, false, counts, next);
    }

    /** Tells whether what the rules send goes over the link as it is, and what comes is what they understand. */
    boolean isProtoXep() {
        return dialect == Dialect.PROTOXEP;
    }

    /** What an administrator decided, as far as it can be done in this dialect. */
    MirrorPolicy fit(MirrorPolicy policy) {
        return dialect == Dialect.PROTOXEP ? policy : policy.withFireAndForget(firesAndForgets(policy.fireAndForget()));
    }

    /**
     * Tells whether what local users say is shown before the room has it.
     *
     * @param wanted whether an administrator wants it, which only the ProtoXEP leaves open
     */
    public boolean firesAndForgets(boolean wanted) {
        return switch (dialect) {
            case PROTOXEP -> wanted;
            case XEP_0289 -> true;
            default -> false;
        };
    }
}
