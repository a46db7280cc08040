package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayloadCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;

/** Does what features want done, on the thread that asks for it and in its order. Thread-safe. */
final class Deeds {

    private static final Logger LOG = LoggerFactory.getLogger(Deeds.class);

    private final Router router;
    private final OwnStanzas own;
    private final BiConsumer<Pair, Boolean> withhold;

    /**
     * Ready to do something.
     *
     * @param router   for what is news, although it comes from us
     * @param own      for what is none
     * @param withhold does {@link Effect.Withhold}
     */
    Deeds(Router router, OwnStanzas own, BiConsumer<Pair, Boolean> withhold) {
        this.router = Objects.requireNonNull(router);
        this.own = Objects.requireNonNull(own);
        this.withhold = Objects.requireNonNull(withhold);
    }

    /**
     * Does what has no answer.
     *
     * @param effects what to do
     * @return whether the stanza that it is about goes no further
     */
    boolean doAll(List<Effect> effects) {
        boolean stop = false;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Broadcast broadcast) {
                router.route(PresencePayloadCodec.encode(broadcast.presence(), broadcast.from()));
            } else if (effect instanceof Effect.Route route) {
                own.route(route.stanza());
            } else if (effect instanceof Effect.Tell tell) {
                own.tell(tell);
            } else if (effect instanceof Effect.Withhold change) {
                withhold(new Pair(change.owner(), change.contact()), change.withdrawn());
            } else if (effect instanceof Effect.Stop) {
                stop = true;
            }
        }
        return stop;
    }

    /** What fails here is one line: what else is to be done, such as to stop a stanza, is done all the same. */
    private void withhold(Pair who, boolean withdrawn) {
        try {
            withhold.accept(who, withdrawn);
        } catch (RuntimeException e) {
            LOG.warn("The roster of {} could not be changed: {}", who.owner(), LogText.of(e));
            LOG.debug("It failed here", e);
        }
    }

    /**
     * Does what a request is answered with.
     *
     * @param request the request; not changed
     * @param effects what to do, in order
     * @return the answer to send when all is done, or null if there is none
     */
    IQ answer(IQ request, List<Effect> effects) {
        IQ answer = null;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Confirm) {
                answer = PubsubRequestCodec.result(request);
            } else if (effect instanceof Effect.Reply reply) {
                answer = PubsubRequestCodec.result(request, reply.content());
            } else if (effect instanceof Effect.Refuse refuse) {
                answer = PubsubRequestCodec.error(request, refuse.why());
            }
        }
        doAll(effects);
        return answer;
    }
}
