package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.handler.IQHandler;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Stands before the server's own handler of pubsub requests (XEP-0060, XEP-0163), or before a service's, lets the features of
 * eventing have what is theirs, and passes on the rest. Only {@code handleIQ} is overridden, because that is what all
 * versions call.
 *
 * <p>Runs on the server's own threads, any number at a time, and keeps nothing between stanzas. What is to be done is done on
 * the thread that brought the request, before the answer: what a client publishes in some order its contacts see in that
 * order, and whoever has his answer has been heard.
 */
final class EventingHandler extends IQHandler {

    private final IQHandlerInfo info;
    private final Features features;
    private final Deeds deeds;
    private final Predicate<JID> online;
    private final UnaryOperator<IQ> others;
    private final String sign = "place-" + UUID.randomUUID();
    private volatile boolean looking;
    private volatile boolean reached;

    /**
     * Makes a handler; it does nothing until the server, or a service, knows it.
     *
     * @param namespace the namespace of the requests
     * @param features  those who may have them
     * @param deeds     does what they want
     * @param online    tells whether an address is a connected resource of a registered local user
     * @param others    answers what is not ours; null is no answer
     */
    EventingHandler(String namespace, Features features, Deeds deeds, Predicate<JID> online, UnaryOperator<IQ> others) {
        super("Eventing via pubsub");
        this.info = new IQHandlerInfo("pubsub", namespace);
        this.features = Objects.requireNonNull(features);
        this.deeds = Objects.requireNonNull(deeds);
        this.online = Objects.requireNonNull(online);
        this.others = Objects.requireNonNull(others);
    }

    @Override
    public IQHandlerInfo getInfo() {
        return info;
    }

    /**
     * Tells whether the server still brings us what is of our namespace. It keeps one handler for each and tells nobody which,
     * so this sends it a stanza that needs no answer, and looks whether that comes here. To be called by one thread at a time.
     *
     * @param router the way to the server; it routes on the thread that asks for it
     * @param server the server's own address
     */
    boolean isInPlace(Router router, JID server) {
        IQ stanza = new IQ(IQ.Type.result, sign);
        stanza.setFrom(server);
        stanza.setTo(server);
        stanza.setChildElement(info.getName(), info.getNamespace());
        reached = false;
        looking = true;
        try {
            router.route(stanza);
        } finally {
            looking = false;
        }
        return reached;
    }

    @Override
    public IQ handleIQ(IQ iq) {
        if (looking && sign.equals(iq.getID())) {
            reached = true;
            return null;
        }
        // First what is cheap: nearly all requests that come by here are somebody else's.
        JID from = features.mind(iq) ? iq.getFrom() : null;
        if (from == null) {
            return others.apply(iq);
        }
        List<Effect> effects =
            features.first(new Event.Request(from, Optional.ofNullable(iq.getTo()), online.test(from), iq));
        return effects.isEmpty() ? others.apply(iq) : deeds.answer(iq, effects);
    }
}
