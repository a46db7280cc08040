package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomLimits;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Rooms;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.TalkLimits;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.Talks;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Undo;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Interceptors;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.event.SessionEventDispatcher;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Connects what eventing does at services with the server: rooms, and nodes on which two people talk. Started and stopped by
 * one thread at a time.
 */
final class ServiceDoors {

    /** The service is part of this server, and answers at once. */
    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final XMPPServer server;
    private final Deeds deeds;
    private final LocalServices places;
    private final Rooms rooms;
    private final Talks talks;

    /**
     * Nothing happens before {@link #open}.
     *
     * @param services what the suite provides
     * @param server   the running server
     * @param deeds    does what they want
     */
    ServiceDoors(SuiteServices services, XMPPServer server, Deeds deeds) {
        this.settings = services.settings();
        this.server = Objects.requireNonNull(server);
        this.deeds = Objects.requireNonNull(deeds);
        this.places = new LocalServices(server, () -> settings.get(EventingSettings.ROOM_COMPONENTS));
        this.rooms = new Rooms(places, this::limits, services.clock(), () -> UUID.randomUUID().toString());
        this.talks = new Talks(new LocalTalks(server), this::talkLimits, services.clock(), () -> UUID.randomUUID().toString());
    }

    Rooms rooms() {
        return rooms;
    }

    Talks talks() {
        return talks;
    }

    private TalkLimits talkLimits() {
        return new TalkLimits(settings.get(EventingSettings.TALKS_EACH), settings.get(EventingSettings.TALKS_UNDER_WAY),
            SERVICE_PATIENCE, settings.get(EventingSettings.TALKS_BRIDGE));
    }

    private RoomLimits limits() {
        return new RoomLimits(settings.get(EventingSettings.SEATS_EACH), settings.get(EventingSettings.SEATS),
            settings.get(EventingSettings.SEATS_DOMAIN), settings.get(EventingSettings.SEAT_NAMES),
            settings.get(EventingSettings.SEAT_PUBLICATIONS), Duration.ofSeconds(settings.get(EventingSettings.ROOM_PATIENCE)),
            Duration.ofSeconds(settings.get(EventingSettings.SEAT_QUIET)));
    }

    /**
     * Has everybody leave when rooms are switched off. To be called before the features themselves watch the switch, so that
     * what rooms say to those who leave is still heard.
     */
    void watch(Undo undo) {
        Settings.Subscription watching = settings.onChange(key -> {
            if (key.equals(EventingSettings.ROOMS.key()) && !settings.get(EventingSettings.ROOMS)) {
                deeds.doAll(rooms.close());
            }
        });
        undo.push(watching::close);
    }

    /** From now on requests come here. Everybody leaves when it is undone, before anything else is. */
    void open(Features features, OwnStanzas own, Undo undo) {
        DetourHandler handler = new DetourHandler(this::wants, features, deeds);
        server.getIQRouter().addHandler(handler);
        undo.push(() -> server.getIQRouter().removeHandler(handler));
        Interceptors.add(new Detour(new JID(server.getServerInfo().getXMPPDomain()), own, this::wants), undo);
        SessionWatch sessions = new SessionWatch(client -> deeds.doAll(rooms.vanished(client)));
        SessionEventDispatcher.addListener(sessions);
        undo.push(() -> SessionEventDispatcher.removeListener(sessions));
        undo.push(() -> deeds.doAll(rooms.close()));
    }

    private boolean wants(IQ request, JID from, JID to) {
        return settings.get(EventingSettings.ROOMS) && rooms.wants(request, from, to)
            || settings.get(EventingSettings.TALKS) && !places.isElsewhere(from) && talks.wants(request, to);
    }
}
