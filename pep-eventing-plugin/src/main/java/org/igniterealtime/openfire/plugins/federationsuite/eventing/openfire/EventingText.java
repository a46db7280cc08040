package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

/** What users read of eventing; the words are in the suite's texts. */
public enum EventingText {
    /** Title of the form that asks whether somebody may see one's presence. */
    AUTHORIZE_TITLE("authorize.title"),
    /** What to do with it. */
    AUTHORIZE_INSTRUCTIONS("authorize.instructions"),
    /** Label of a field. */
    AUTHORIZE_NODE("authorize.node"),
    /** Label of a field. */
    AUTHORIZE_SUBSCRIBER("authorize.subscriber"),
    /** Label of a field. */
    AUTHORIZE_ALLOW("authorize.allow"),
    /** Label of a field of the configuration. */
    CONFIGURE_ACCESS("configure.access"),
    /** Label of a field of the configuration. */
    CONFIGURE_POLITE("configure.polite");

    private final String key;

    EventingText(String key) {
        this.key = "eventing." + key;
    }

    /** The key in the suite's texts. */
    public String key() {
        return key;
    }
}
