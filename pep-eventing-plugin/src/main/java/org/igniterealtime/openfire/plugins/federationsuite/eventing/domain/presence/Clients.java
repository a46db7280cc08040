package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.List;

import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** The clients that are connected to this server, and what is known of others. Thread-safe; answers at once; never throws. */
public interface Clients {

    /**
     * The presence of all clients of a user that are available.
     *
     * @param user a user of this server
     * @return copies of the stanzas they sent last, each from its full address
     */
    List<Presence> present(JID user);

    /**
     * Whether a client wants notices of presence (XEP-0163, section 4.3).
     *
     * @param client a full address, here or elsewhere
     * @return false also if it is not known what the client wants
     */
    boolean wantsNotices(JID client);

    /**
     * Whether a user's own rules let a contact know his presence, privacy lists among them.
     *
     * @param presence what the contact would be told; has the client's full address
     * @param contact  the contact
     */
    boolean mayTell(Presence presence, JID contact);
}
