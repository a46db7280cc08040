package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingSheet;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Book;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.PresenceFeature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Occupant;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Rooms;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.Talks;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.xmpp.packet.JID;

/** Eventing for the pages of the admin console, which has checked who comes. Thread-safe. */
final class EventingBureau implements EventingAdministration {

    private final Features features;
    private final Deeds deeds;
    private final Settings settings;
    private final InstantSource clock;
    private final AuditLog audit;
    private final EventingSheet sheet;

    /**
     * What there is to see.
     *
     * @param book     the subscriptions to somebody's presence
     * @param presence decides about them
     * @param rooms    the rooms
     * @param talks    the nodes on which two people talk
     */
    record Features(Book book, PresenceFeature presence, Rooms rooms, Talks talks) {
        Features {
            Objects.requireNonNull(book);
            Objects.requireNonNull(presence);
            Objects.requireNonNull(rooms);
            Objects.requireNonNull(talks);
        }
    }

    /**
     * Opens the bureau.
     *
     * @param features what there is to see
     * @param deeds    does what is decided
     * @param services what the suite provides
     * @param audit    where it is written down what administrators do
     */
    EventingBureau(Features features, Deeds deeds, SuiteServices services, AuditLog audit) {
        this.features = Objects.requireNonNull(features);
        this.deeds = Objects.requireNonNull(deeds);
        this.settings = services.settings();
        this.clock = services.clock();
        this.audit = Objects.requireNonNull(audit);
        this.sheet = new EventingSheet(settings, EventingSettings.all(), services.domain(), clock, audit);
    }

    @Override
    public EventingSheet settings() {
        return sheet;
    }

    @Override
    public List<Occupant> occupants() {
        return features.rooms().occupants();
    }

    @Override
    public List<Waiting> requests() {
        return features.book().requests();
    }

    @Override
    public Usage usage() {
        return new Usage(features.book().size(), features.book().waiting(), features.rooms().size(), features.talks().size(),
            features.talks().talkers());
    }

    @Override
    public boolean refuse(JID owner, JID contact, Actor by) {
        if (!settings.get(EventingSettings.PRESENCE)) {
            return false;
        }
        PresenceFeature.Refused refused = features.presence().refuse(new Pair(owner.asBareJID(), contact.asBareJID()));
        if (refused.refused()) {
            audit.write(AuditAction.SUBSCRIPTION_REFUSED.entry(clock.instant(), contact.toBareJID(), by,
                "waits for " + owner.toBareJID(), "refused in the place of " + owner.toBareJID()));
        }
        deeds.doAll(refused.effects());
        return refused.refused();
    }
}
