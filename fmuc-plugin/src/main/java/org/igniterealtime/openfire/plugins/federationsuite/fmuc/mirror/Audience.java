package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.HashSet;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;

/**
 * Under which address each of those sees a room whom one event makes it send something to: as he saw it before the event,
 * and whoever speaks as he spoke to it, if he is not in or enters. Lives for one event on one thread.
 */
final class Audience {

    private final SlaveRoom before;
    /** Filled when first asked for, because most events send nothing to users. */
    private Set<JID> transparent;
    private JID speaker;
    private View speakersView = View.ESCAPED;

    Audience(SlaveRoom before) {
        this.before = before;
    }

    void spokenTo(UserStanza stanza, View view) {
        boolean enters = stanza instanceof UserStanza.Available available && available.entering();
        speaker = stanza.user();
        speakersView = enters ? view : before.occupantOf(speaker).flatMap(local -> local.client(speaker)).map(Client::view)
            .orElse(view);
    }

    View speakersView() {
        return speakersView;
    }

    View viewOf(JID receiver) {
        if (receiver.equals(speaker)) {
            return speakersView;
        }
        if (transparent == null) {
            transparent = new HashSet<>();
            for (LocalOccupant local : before.locals().values()) {
                for (Client client : local.clients()) {
                    if (client.view() == View.TRANSPARENT) {
                        transparent.add(client.address());
                    }
                }
            }
        }
        return !transparent.isEmpty() && transparent.contains(receiver) ? View.TRANSPARENT : View.ESCAPED;
    }
}
