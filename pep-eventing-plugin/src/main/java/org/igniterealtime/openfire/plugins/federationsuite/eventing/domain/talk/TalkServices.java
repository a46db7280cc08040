package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk;

import java.util.List;

import org.xmpp.packet.JID;

/** Where people can talk, and who can be told how. Thread-safe; returns at once. */
public interface TalkServices {

    /** The server's own pubsub service. */
    JID service();

    /**
     * The clients of a user that are connected to this server now.
     *
     * @param user any address of his
     * @return full addresses; none for users of other servers
     */
    List<JID> clientsOf(JID user);
}
