package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk;

import java.time.Instant;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Asked;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Something that is done for a client at the service, by requests in its name, the answers to which are ours. Immutable, but
 * for the request, which nobody changes.
 *
 * @param client  for whom
 * @param step    what the service was asked last
 * @param request what the client wants; for {@link Step#SUBSCRIBE_CREATOR} what he is to be told in the end
 * @param asked   how it is answered
 * @param node    the node that it is about
 * @param since   when it came
 */
record Chore(JID client, Step step, IQ request, Asked asked, String node, Instant since) {

    /** What the service was asked. */
    enum Step {
        /** How many nodes the client's user has, before he gets another one. */
        COUNT,
        /** To subscribe the client's user to the node that he has just created. */
        SUBSCRIBE_CREATOR,
        /** How the node is configured to which its owner subscribes somebody. */
        LOOK,
        /** Who is subscribed to it. */
        LIST,
        /** To subscribe somebody. */
        SUBSCRIBE_OTHER
    }

    /** Checks that nothing is missing. */
    Chore {
        Objects.requireNonNull(client);
        Objects.requireNonNull(step);
        Objects.requireNonNull(request);
        Objects.requireNonNull(asked);
        Objects.requireNonNull(node);
        Objects.requireNonNull(since);
    }

    Chore at(Step next) {
        return new Chore(client, next, request, asked, node, since);
    }
}
