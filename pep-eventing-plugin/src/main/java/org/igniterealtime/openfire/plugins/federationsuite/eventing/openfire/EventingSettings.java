package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;

/** The settings of eventing, each with its default and its bounds. */
public final class EventingSettings {

    /** Whether presence is published, and who may see it is decided, by pubsub. */
    public static final Setting<Boolean> PRESENCE = Setting.flag("eventing.presence.enabled", true);
    /** Most subscriptions by pubsub, and contacts about whom an owner has said something, that are remembered. */
    public static final Setting<Integer> ENTRIES = Setting.number("eventing.presence.max-entries", 100_000, 0, 10_000_000);
    /** Most subscriptions by pubsub that may wait for a decision. */
    public static final Setting<Integer> WAITING = Setting.number("eventing.presence.max-waiting", 10_000, 0, 1_000_000);
    /** Most of them that may wait for one user. */
    public static final Setting<Integer> WAITING_EACH = Setting.number("eventing.presence.max-waiting-each", 100, 0, 100_000);
    /** Which nodes that are created have the access model {@code authorize} where the request says nothing about it. */
    public static final Setting<AuthorizeScope> AUTHORIZE =
        Setting.choice("eventing.presence.authorize", AuthorizeScope.EVENTING);

    /** Whose nodes are ones that the owner is asked about. */
    public enum AuthorizeScope {
        /** Those that are created by clients that use pubsub for presence. */
        EVENTING,
        /** None: every node has the server's own default. */
        NONE
    }

    private EventingSettings() {
    }
}
