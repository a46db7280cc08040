package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

/** How it stands with a contact's subscription to an owner's presence, as a roster says. */
public enum Stance {
    /** There is none, and none is asked for. */
    NONE("none"),
    /** It is asked for, and not decided. */
    PENDING("pending"),
    /** It is granted. */
    SUBSCRIBED("subscribed");

    private final String word;

    Stance(String word) {
        this.word = word;
    }

    /**
     * The state of a pubsub subscription that says the same (XEP-0060, section 4.2).
     *
     * @return the word in stanzas
     */
    public String word() {
        return word;
    }
}
