package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.xmpp.packet.JID;

/**
 * What the server knows about a slave before the room is asked.
 *
 * @param trust          how far the slave's domain is trusted
 * @param mode           whom the room admits
 * @param listed         whether the slave's domain is on the list of those that {@link Mode#LISTED} admits
 * @param open           whether the room's owners let it be mirrored
 * @param speaksFor      domains that the slave may speak for, besides its own parent
 * @param localDomain    the XMPP domain of this server
 * @param mayCreateRooms whether a join through a slave may create a room
 */
public record Admission(TrustLevel trust, Mode mode, boolean listed, boolean open, Set<String> speaksFor, String localDomain,
                        boolean mayCreateRooms) {

    /** Whose mirrors a room admits. Whoever is blocked is never admitted. */
    public enum Mode {
        /** Nobody's. */
        NOBODY,
        /** Those of servers that this one trusts. */
        TRUSTED,
        /** Those on a list. */
        LISTED,
        /** Everybody's. */
        EVERYONE
    }

    /** Copies the set. */
    public Admission {
        speaksFor = Set.copyOf(speaksFor);
    }

    /** Tells whether mirrors of the domain may be in the room. */
    @SuppressFBWarnings(value = "SF_SWITCH_FALLTHROUGH", justification = "A switch with arrows falls through nowhere.")
    public boolean admits() {
        return open && trust != TrustLevel.BLOCKED && switch (mode) {
            case NOBODY -> false;
            case TRUSTED -> trust.mayMirror();
            case LISTED -> listed;
            case EVERYONE -> true;
        };
    }

    /**
     * Tells whether a slave may speak for a user: {@code mirror.example.com} for users of {@code example.com} and, unless
     * it was granted, of no other domain, and never for users of this server or of what belongs to it.
     */
    boolean speaksFor(JID slave, JID user) {
        String domain = user.getDomain();
        boolean parent = slave.getDomain().endsWith('.' + domain)
            && slave.getDomain().indexOf('.') == slave.getDomain().length() - domain.length() - 1;
        return !domain.equals(localDomain) && (parent || speaksFor.contains(domain));
    }
}
