package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;

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
public final class PresencePublication implements Feature {

    /** Publications of connected local users on their own node are taken; the sender gets one answer to each. */
    @Override
    public List<Effect> on(Event event) {
        if (!(event instanceof Event.Request request) || !request.online() || request.from().getResource() == null
            || !isToSelf(request)) {
            return List.of();
        }
        PubsubRequest wanted = PubsubRequestCodec.decode(request.stanza());
        if (wanted instanceof PubsubRequest.PublishPresence publication) {
            return List.of(new Effect.Broadcast(request.from(), publication.presence()), new Effect.Confirm());
        }
        if (wanted instanceof PubsubRequest.MalformedPublish malformed) {
            return List.of(new Effect.Refuse(malformed.error()));
        }
        return List.of();
    }

    /** No address means the sender's own account (RFC 6120, section 10.3.3), and some servers write that in. */
    private static boolean isToSelf(Event.Request request) {
        return request.to().map(to -> to.equals(request.from().asBareJID())).orElse(true);
    }
}
