package org.igniterealtime.openfire.plugins.federationsuite.kernel;

/** How far an administrator lets another domain go, from least to most. */
public enum TrustLevel {
    /** Refused, whatever it asks for. */
    BLOCKED,
    /** Nobody has decided anything about it. */
    UNKNOWN,
    /** It asked, and waits for an administrator. */
    PENDING,
    /** Approved: it may mirror rooms and take part in eventing. */
    BUDDY,
    /** Approved, and it may also be told what only moderators see, such as real addresses in anonymous rooms. */
    TRUSTED;

    /** Tells whether a mirror of the domain may join local rooms for the domain's users. */
    public boolean mayMirror() {
        return compareTo(BUDDY) >= 0;
    }
}
