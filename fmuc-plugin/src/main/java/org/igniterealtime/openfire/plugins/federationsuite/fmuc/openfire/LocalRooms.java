package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jivesoftware.openfire.muc.MultiUserChatManager;
import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.xmpp.packet.JID;

/**
 * The rooms of this server, as far as it can be asked about them in the same way from Openfire 4.2 to 5.1: a room itself
 * is an interface up to 4.6 and a class from 4.7 on, so everything else is said to rooms in stanzas.
 */
final class LocalRooms implements RoomDirectory {

    private final MultiUserChatManager manager;
    private final Set<String> advertised = new HashSet<>();

    LocalRooms(MultiUserChatManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    public boolean isService(String domain) {
        return service(domain).isPresent();
    }

    @Override
    public boolean exists(JID room) {
        return service(room.getDomain()).filter(service -> service.hasChatRoom(room.getNode())).isPresent();
    }

    /** Says in the answers to disco of each service that does not say it yet that it has a feature. */
    synchronized void advertise(String feature) {
        for (MultiUserChatService service : services()) {
            if (advertised.add(service.getServiceDomain())) {
                service.addExtraFeature(feature);
            }
        }
        // A service that is made again after it was removed does not know of it.
        advertised.retainAll(services().stream().map(MultiUserChatService::getServiceDomain).toList());
    }

    /** Takes that back. */
    synchronized void withdraw(String feature) {
        services().forEach(service -> service.removeExtraFeature(feature));
        advertised.clear();
    }

    private Optional<MultiUserChatService> service(String domain) {
        return services().stream().filter(service -> service.getServiceDomain().equals(domain)).findFirst();
    }

    private List<MultiUserChatService> services() {
        return manager.getMultiUserChatServices();
    }
}
