package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.handler.IQHandler;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * Answers the requests that a {@link Detour} brings, in the name of the service that they are for. Only {@code handleIQ} is
 * overridden, because that is what all versions call. Runs on the server's own threads, any number at a time.
 */
final class DetourHandler extends IQHandler {

    private final IQHandlerInfo info = new IQHandlerInfo("detour", Detour.NAMESPACE);
    private final Detour.Wanted wanted;
    private final Features features;
    private final Deeds deeds;

    /**
     * Makes a handler; it does nothing until the server knows it.
     *
     * @param wanted   which requests take the detour; anybody can send a box
     * @param features those who may have them
     * @param deeds    does what they want
     */
    DetourHandler(Detour.Wanted wanted, Features features, Deeds deeds) {
        super("Eventing via pubsub at services");
        this.wanted = Objects.requireNonNull(wanted);
        this.features = Objects.requireNonNull(features);
        this.deeds = Objects.requireNonNull(deeds);
    }

    @Override
    public IQHandlerInfo getInfo() {
        return info;
    }

    @Override
    public IQ handleIQ(IQ iq) {
        JID from = iq.getFrom();
        JID asked = iq.getTo();
        if (from != null && Detour.open(iq)) {
            if (wanted.test(iq, from, iq.getTo())) {
                // Whoever answers for a service does not care whether somebody has an account.
                List<Effect> effects = features.first(new Event.Request(from, Optional.of(iq.getTo()), false, iq));
                if (!effects.isEmpty()) {
                    return deeds.answer(iq, effects);
                }
            } else {
                // Somebody made this box himself. Nobody is answered in the name of whomever he wrote on it.
                iq.setTo(asked);
            }
        }
        String type = iq.getElement().attributeValue("type");
        if (!"get".equals(type) && !"set".equals(type)) {
            return null;
        }
        IQ reply = IQ.createResultIQ(iq);
        reply.setError(PacketError.Condition.feature_not_implemented);
        return reply;
    }
}
