package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.List;

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
    /** Most of them that may wait from users of one other server. */
    public static final Setting<Integer> WAITING_DOMAIN =
        Setting.number("eventing.presence.max-waiting-domain", 1000, 0, 1_000_000);
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

    /** Whether rooms are pubsub nodes of their services. */
    public static final Setting<Boolean> ROOMS = Setting.flag("eventing.rooms.enabled", true);

    /** Which components of this server have rooms, too, such as the mirrors of rooms elsewhere: their names below its domain. */
    public static final Setting<List<String>> ROOM_COMPONENTS = Setting.list("eventing.rooms.components", List.of("mirror"));

    /** In how many rooms a user may be by pubsub, with all his clients. */
    public static final Setting<Integer> SEATS_EACH = Setting.number("eventing.rooms.max-each", 100, 1, 100_000);

    /** How many occupants there may be by pubsub, in all rooms. */
    public static final Setting<Integer> SEATS = Setting.number("eventing.rooms.max-all", 20_000, 1, 10_000_000);

    /** How many of them may be users of one other server; 0 keeps rooms for users of this one. */
    public static final Setting<Integer> SEATS_DOMAIN = Setting.number("eventing.rooms.max-domain", 1000, 0, 10_000_000);

    /** After how many seconds without a word a client of another server is asked whether it is still there. */
    public static final Setting<Integer> SEAT_QUIET = Setting.number("eventing.rooms.ping-after", 300, 1, 86_400);

    /** Of how many occupants of a room it is remembered for each occupant by pubsub who they are. */
    public static final Setting<Integer> SEAT_NAMES = Setting.number("eventing.rooms.max-names", 1000, 1, 100_000);

    /** How many publications of one client in one room may wait for the room. */
    public static final Setting<Integer> SEAT_PUBLICATIONS = Setting.number("eventing.rooms.max-publications", 100, 1, 10_000);

    /** How many seconds a room may take to let somebody in, or to say to all what was published. */
    public static final Setting<Integer> ROOM_PATIENCE = Setting.number("eventing.rooms.patience", 120, 5, 86_400);

    /** Whether two people can talk on a node of the server's pubsub service. */
    public static final Setting<Boolean> TALKS = Setting.flag("eventing.talks.enabled", true);

    /** How many nodes a user of this server may own at the pubsub service before he gets no more to talk on. */
    public static final Setting<Integer> TALKS_EACH = Setting.number("eventing.talks.max-each", 100, 1, 1_000_000);

    /** How many requests about such nodes may be under way, and of how many clients it is remembered that they talk so. */
    public static final Setting<Integer> TALKS_UNDER_WAY = Setting.number("eventing.talks.max-under-way", 10_000, 1, 1_000_000);

    /** Whether people of this server get ordinary messages, too, while none of their clients has talked by pubsub. */
    public static final Setting<Boolean> TALKS_BRIDGE = Setting.flag("eventing.talks.bridge", false);

    private EventingSettings() {
    }

    /** All of them in the order in which administrators read them. */
    public static List<Setting<?>> all() {
        return List.of(PRESENCE, ROOMS, TALKS, ENTRIES, WAITING, WAITING_EACH, WAITING_DOMAIN, AUTHORIZE, SEATS,
            SEATS_EACH, SEATS_DOMAIN, SEAT_QUIET, SEAT_NAMES, SEAT_PUBLICATIONS, ROOM_PATIENCE,
            ROOM_COMPONENTS, TALKS_UNDER_WAY, TALKS_EACH, TALKS_BRIDGE);
    }
}
