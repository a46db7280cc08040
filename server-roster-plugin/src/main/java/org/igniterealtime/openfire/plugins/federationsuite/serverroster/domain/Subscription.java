package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

/** Who may see whose presence, as in an item of a roster (RFC 6121, section 2.1.2.5), seen from this server. */
public enum Subscription {
    /** Neither. */
    NONE,
    /** We see theirs. */
    TO,
    /** They see ours: this is what makes a peer a buddy. */
    FROM,
    /** Both. */
    BOTH;

    /** Tells whether we see their presence. */
    public boolean hasTo() {
        return this == TO || this == BOTH;
    }

    /** Tells whether they see our presence. */
    public boolean hasFrom() {
        return this == FROM || this == BOTH;
    }

    /** The same with us seeing their presence, or not. */
    public Subscription withTo(boolean to) {
        return of(to, hasFrom());
    }

    /** The same with them seeing our presence, or not. */
    public Subscription withFrom(boolean from) {
        return of(hasTo(), from);
    }

    private static Subscription of(boolean to, boolean from) {
        if (to) {
            return from ? BOTH : TO;
        }
        return from ? FROM : NONE;
    }
}
