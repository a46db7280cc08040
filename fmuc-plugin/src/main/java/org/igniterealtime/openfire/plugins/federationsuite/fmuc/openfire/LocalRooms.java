package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jivesoftware.openfire.muc.MultiUserChatManager;
import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.xmpp.packet.JID;

/**
 * The rooms of this server, as far as it can be asked about them in the same way from Openfire 4.2 to 5.1: a room itself
 * is an interface up to 4.6 and a class from 4.7 on, so everything else is said to rooms in stanzas.
 */
final class LocalRooms {

    private final MultiUserChatManager manager;

    LocalRooms(MultiUserChatManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    /** Tells whether a domain is that of a local MUC service. */
    boolean isService(String domain) {
        return service(domain).isPresent();
    }

    /** Tells whether there is a room with this address. */
    boolean exists(JID room) {
        return service(room.getDomain()).filter(service -> service.hasChatRoom(room.getNode())).isPresent();
    }

    /** Says in each service's answers to disco that it has, or has no longer, a feature. */
    void advertise(String feature, boolean on) {
        for (MultiUserChatService service : services()) {
            if (on) {
                service.addExtraFeature(feature);
            } else {
                service.removeExtraFeature(feature);
            }
        }
    }

    private Optional<MultiUserChatService> service(String domain) {
        return services().stream().filter(service -> service.getServiceDomain().equals(domain)).findFirst();
    }

    private List<MultiUserChatService> services() {
        return manager.getMultiUserChatServices();
    }
}
