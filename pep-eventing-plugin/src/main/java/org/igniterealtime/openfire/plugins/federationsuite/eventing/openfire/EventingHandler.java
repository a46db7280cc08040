package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.PresencePublication;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.PubsubEvent;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayloadCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.handler.IQHandler;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Stands before the core's handler of pubsub requests to users (XEP-0060, XEP-0163), does what XEP-0207 adds to them, and
 * passes on the rest. Only {@code handleIQ} is overridden, because that is what all versions call.
 *
 * <p>Runs on the server's own threads, any number at a time, and keeps nothing between stanzas. Presence is routed on the
 * thread that brought the request, before the answer: what a client publishes in some order its contacts see in that
 * order, and whoever has his answer has been heard.
 */
final class EventingHandler extends IQHandler {

    private final IQHandlerInfo info = new IQHandlerInfo("pubsub", PubsubRequestCodec.NAMESPACE);
    private final CoreHandler core;
    private final Predicate<JID> online;
    private final Router router;

    /**
     * Makes a handler; it does nothing until the server knows it.
     *
     * @param core   gets what is not ours
     * @param online tells whether an address is a connected resource of a registered local user
     * @param router takes presence as if the resource had sent it
     */
    EventingHandler(CoreHandler core, Predicate<JID> online, Router router) {
        super("Eventing via pubsub");
        this.core = Objects.requireNonNull(core);
        this.online = Objects.requireNonNull(online);
        this.router = Objects.requireNonNull(router);
    }

    @Override
    public IQHandlerInfo getInfo() {
        return info;
    }

    @Override
    public IQ handleIQ(IQ iq) {
        PubsubRequest request = PubsubRequestCodec.decode(iq);
        JID from = iq.getFrom();
        if (request instanceof PubsubRequest.Other || from == null) {
            return core.handle(iq);
        }
        IQ answer = null;
        PubsubEvent event = new PubsubEvent(from, Optional.ofNullable(iq.getTo()), online.test(from), request);
        for (Effect effect : PresencePublication.decide(event)) {
            if (effect instanceof Effect.Broadcast broadcast) {
                router.route(PresencePayloadCodec.encode(broadcast.presence(), broadcast.from()));
            } else if (effect instanceof Effect.Confirm) {
                answer = PubsubRequestCodec.result(iq);
            } else if (effect instanceof Effect.Refuse refuse) {
                answer = PubsubRequestCodec.error(iq, refuse.why());
            } else if (effect instanceof Effect.Delegate) {
                answer = core.handle(iq);
            }
        }
        return answer;
    }
}
