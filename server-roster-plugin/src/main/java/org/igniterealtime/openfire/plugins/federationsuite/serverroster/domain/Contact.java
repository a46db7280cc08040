package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * What was seen of a peer when it asked. None of it proves anything: it is for an administrator to judge.
 *
 * @param firstSeen   when it asked for the first time
 * @param cameBy      how its last request reached us
 * @param certificate the subject of the certificate that it showed then; empty if it showed none
 */
public record Contact(Instant firstSeen, Way cameBy, String certificate) {

    /** What fits into the table. */
    public static final int LONGEST_CERTIFICATE = 255;

    /** How a stanza reached us. */
    public enum Way {
        /** Encrypted. */
        TLS,
        /** In the clear; who it came from is known by dialback (XEP-0220) only. */
        DIALBACK,
        /** The connection was gone when we looked, or is at another node of the cluster. */
        UNKNOWN
    }

    /** Checks that nothing is missing, and cuts what is too long. */
    public Contact {
        Objects.requireNonNull(firstSeen);
        Objects.requireNonNull(cameBy);
        certificate = certificate.length() <= LONGEST_CERTIFICATE ? certificate : certificate.substring(0, LONGEST_CERTIFICATE);
    }

    /** A peer that nothing is known of but that it asks. */
    static Contact at(Instant now) {
        return new Contact(now, Way.UNKNOWN, "");
    }
}
