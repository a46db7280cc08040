package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.Objects;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayload;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What is to be done because of an event. Immutable; stanzas and elements are given away by whoever made them. */
public sealed interface Effect {

    /**
     * Let the server treat presence as if the resource had sent it itself.
     *
     * @param from     the full JID of the resource
     * @param presence what it says
     */
    record Broadcast(JID from, PresencePayload presence) implements Effect {
        /** Checks that nothing is missing. */
        public Broadcast {
            Objects.requireNonNull(from);
            Objects.requireNonNull(presence);
        }
    }

    /**
     * Let the server treat a stanza as if its sender had sent it. No feature hears of it as {@link Event.Routing},
     * {@link Event.Routed} or {@link Event.Delivering}, so it can cause no loop.
     *
     * @param stanza complete, with the addresses it needs; without an id it gets one
     */
    record Route(Packet stanza) implements Effect {
        /** Checks that nothing is missing. */
        public Route {
            Objects.requireNonNull(stanza);
        }

        @Override
        public String toString() {
            return "Route[" + stanza.getElement().asXML() + ']';
        }
    }

    /**
     * Give a client a message. Where the client is one of this server it gets it as from a room, without the router, so that
     * many can be told the same for what one costs.
     *
     * @param client the full address of who gets it
     * @param notice complete but for {@code to}; without an id it gets one. It is given away only until this is done: others
     *               may be told the same by it next
     */
    record Tell(JID client, Message notice) implements Effect {
        /** Checks that nothing is missing. */
        public Tell {
            Objects.requireNonNull(client);
            Objects.requireNonNull(notice);
        }

        /** The message as the client gets it. */
        public Message copy() {
            Message copy = notice.createCopy();
            copy.setTo(client);
            return copy;
        }

        @Override
        public String toString() {
            return "Tell[" + client + ", " + notice.getElement().asXML() + ']';
        }
    }

    /**
     * Take out of the owner's roster that a contact sees his presence, or has asked to. The owner's clients are told; the
     * contact is not.
     *
     * @param owner     a user of this server; a bare address
     * @param contact   a bare address
     * @param withdrawn whether the contact wanted it so, who then asks no longer in his own roster either, if it is here
     */
    record Withhold(JID owner, JID contact, boolean withdrawn) implements Effect {
        /** Checks that nothing is missing. */
        public Withhold {
            Objects.requireNonNull(owner);
            Objects.requireNonNull(contact);
        }
    }

    /** Answer the request with an empty result. */
    record Confirm() implements Effect {
    }

    /**
     * Answer the request with a result that has something in it.
     *
     * @param content the only child of the answer
     */
    record Reply(Element content) implements Effect {
        /** Checks that nothing is missing. */
        public Reply {
            Objects.requireNonNull(content);
        }

        @Override
        public String toString() {
            return "Reply[" + content.asXML() + ']';
        }
    }

    /**
     * Answer the request with an error.
     *
     * @param why the reason
     */
    record Refuse(PubsubError why) implements Effect {
        /** Checks that nothing is missing. */
        public Refuse {
            Objects.requireNonNull(why);
        }
    }

    /** The request is ours, and a later {@link Route} answers it, or it needs no answer. */
    record Later() implements Effect {
    }

    /** Nobody but us gets the stanza of an {@link Event.Routing} or {@link Event.Delivering}. */
    record Stop() implements Effect {
    }
}
