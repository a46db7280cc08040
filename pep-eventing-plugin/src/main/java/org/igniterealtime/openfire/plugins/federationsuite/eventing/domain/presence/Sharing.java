package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import org.xmpp.packet.JID;

/**
 * The other nodes of a cluster, as far as they have to know what happens here, because a client of an owner may be connected to
 * any of them. Thread-safe; returns at once.
 */
public interface Sharing {

    /** A server that is alone. */
    Sharing NOBODY = new Sharing() {
        @Override
        public void asked(Pair who, String id) {
            // There is nobody to be told.
        }

        @Override
        public void doesPubsub(JID client) {
            // There is nobody to be told.
        }
    };

    /**
     * An owner has been given a form.
     *
     * @param who whose presence, and who asks for it
     * @param id  the form's id, by which the owner answers
     */
    void asked(Pair who, String id);

    /** A client has sent a request about presence, so it can be given forms. */
    void doesPubsub(JID client);
}
