package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.xmpp.packet.JID;

/**
 * The rooms of this server, as far as it can be asked about them in the same way from Openfire 4.2 to 5.1: a room itself
 * is an interface up to 4.6 and a class from 4.7 on, so everything else is said to rooms in stanzas.
 */
final class LocalRooms implements RoomDirectory {

    private final Supplier<? extends List<MultiUserChatService>> present;
    private final Set<String> advertised = new HashSet<>();
    private boolean withdrawn;

    /**
     * The rooms of some services.
     *
     * @param present gives the services that there are at the moment
     */
    LocalRooms(Supplier<? extends List<MultiUserChatService>> present) {
        this.present = Objects.requireNonNull(present);
    }

    @Override
    public boolean isService(String domain) {
        return service(domain).isPresent();
    }

    @Override
    public boolean exists(JID room) {
        return service(room.getDomain()).filter(service -> service.hasChatRoom(room.getNode())).isPresent();
    }

    @Override
    public boolean takesOthers(JID room) {
        return true;
    }

    /**
     * Says in the answers to disco of each service that does not say it yet that it has a feature. Not after
     * {@link #withdraw}: whoever looks from time to time for services that are new may be at it while the plugin stops.
     */
    synchronized void advertise(String feature) {
        if (withdrawn) {
            return;
        }
        for (MultiUserChatService service : services()) {
            if (advertised.add(service.getServiceDomain())) {
                service.addExtraFeature(feature);
            }
        }
        // A service that is made again after it was removed does not know of it.
        advertised.retainAll(services().stream().map(MultiUserChatService::getServiceDomain).toList());
    }

    /** Takes that back, for good. */
    synchronized void withdraw(String feature) {
        withdrawn = true;
        services().forEach(service -> service.removeExtraFeature(feature));
        advertised.clear();
    }

    private Optional<MultiUserChatService> service(String domain) {
        return services().stream().filter(service -> service.getServiceDomain().equals(domain)).findFirst();
    }

    private List<MultiUserChatService> services() {
        return present.get();
    }
}
