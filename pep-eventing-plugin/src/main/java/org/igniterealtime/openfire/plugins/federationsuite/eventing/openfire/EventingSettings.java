package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;

/** The settings of eventing, each with its default and its bounds. */
public final class EventingSettings {

    /** Whether presence is published, and who may see it is decided, by pubsub. */
    public static final Setting<Boolean> PRESENCE = Setting.flag("eventing.presence.enabled", true);

    private EventingSettings() {
    }
}
