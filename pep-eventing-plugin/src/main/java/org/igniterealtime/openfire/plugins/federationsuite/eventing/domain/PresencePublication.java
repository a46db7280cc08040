package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;

/**
 * Presence that is published is presence (XEP-0207, section "Presence"). A connected local user who publishes on his own
 * node {@value PubsubRequest#PRESENCE_NODE} changes the presence of the resource he does it from, and nothing is kept
 * here, so that there is one presence and not two. May be called from any thread.
 *
 * <p>Presence of type {@code unavailable} means what it means in a stanza of its own: the contacts see the resource go
 * offline, and so does everybody who had directed presence from it, such as rooms; messages go to other resources or are
 * stored; the connection stays. A publication of available presence brings the resource back, and the server then starts
 * it like a new one: stored messages, waiting subscription requests and the contacts' presence come again.
 */
public final class PresencePublication {

    private PresencePublication() {
    }

    /**
     * Decides about a request.
     *
     * @param event the request, and who sent it
     * @return what to do, in this order; the sender gets one answer in every case
     */
    public static List<Effect> decide(PubsubEvent event) {
        if (!event.online() || event.from().getResource() == null || !isToSelf(event)) {
            return List.of(new Effect.Delegate());
        }
        if (event.request() instanceof PubsubRequest.PublishPresence publication) {
            return List.of(new Effect.Broadcast(event.from(), publication.presence()), new Effect.Confirm());
        }
        if (event.request() instanceof PubsubRequest.MalformedPublish malformed) {
            return List.of(new Effect.Refuse(malformed.error()));
        }
        return List.of(new Effect.Delegate());
    }

    /** No address means the sender's own account (RFC 6120, section 10.3.3), and some servers write that in. */
    private static boolean isToSelf(PubsubEvent event) {
        return event.to().map(to -> to.equals(event.from().asBareJID())).orElse(true);
    }
}
