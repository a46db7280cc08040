package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/**
 * Asks local rooms what only they know, in the name of a user, in stanzas: rooms have no interface that is the same in all
 * versions of the server. A local room answers on the thread that asks, before the question returns; the guard hands the
 * answer in, and the user never sees it. Thread-safe; nothing is kept beyond a call.
 */
final class RoomQueries {

    /** What rooms answer to an occupant who writes to a nick that nobody has; to others they say something else. */
    private static final Set<PacketError.Condition> SAID_TO_OCCUPANTS =
        EnumSet.of(PacketError.Condition.recipient_unavailable, PacketError.Condition.forbidden);

    private final Router router;
    private final Map<String, Asked> waiting = new ConcurrentHashMap<>();

    /** A question that is being asked. */
    private static final class Asked {

        private final IQ question;
        private volatile IQ answer;

        Asked(IQ question) {
            this.question = question;
        }
    }

    RoomQueries(Router router) {
        this.router = Objects.requireNonNull(router);
    }

    /** Tells whether somebody is in a room, with this very JID. */
    boolean isOccupant(JID room, JID user) {
        String nobody = UUID.randomUUID().toString();
        return ask(user, new JID(room.getNode(), room.getDomain(), nobody), "ping", "urn:xmpp:ping")
            .flatMap(Stanzas::condition).filter(SAID_TO_OCCUPANTS::contains).isPresent();
    }

    /** Tells whether somebody owns a room. Versions before 4.3 or so say so only while he is in it. */
    boolean isOwner(JID room, JID user) {
        return ask(user, room, "query", Muc.OWNER_NAMESPACE).filter(answer -> answer.getType() == IQ.Type.result).isPresent();
    }

    private Optional<IQ> ask(JID user, JID whom, String element, String namespace) {
        IQ question = new IQ(IQ.Type.get, "fmuc-ask-" + UUID.randomUUID());
        question.setFrom(user);
        question.setTo(whom);
        question.setChildElement(element, namespace);
        Asked asked = new Asked(question.createCopy());
        waiting.put(question.getID(), asked);
        try {
            router.route(question);
            return Optional.ofNullable(asked.answer);
        } finally {
            waiting.remove(question.getID());
        }
    }

    /** Tells whether any answer is waited for. Quick: asked for each stanza of everybody. */
    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** Tells whether a stanza is a question of ours, on its way to the room. */
    boolean isAsking(Packet stanza) {
        Asked asked = areWaiting() && stanza instanceof IQ iq && iq.getID() != null && iq.isRequest()
            ? waiting.get(iq.getID()) : null;
        return asked != null && asked.question.getFrom().equals(stanza.getFrom())
            && asked.question.getTo().equals(stanza.getTo());
    }

    /**
     * Takes an answer.
     *
     * @param stanza whatever goes to a user
     * @return true if it answers a question of ours, and so is not the user's
     */
    boolean take(Packet stanza) {
        if (!areWaiting() || !(stanza instanceof IQ iq) || iq.getID() == null || iq.isRequest()) {
            return false;
        }
        Asked asked = waiting.get(iq.getID());
        if (asked == null || !asked.question.getFrom().equals(iq.getTo()) || !asked.question.getTo().equals(iq.getFrom())) {
            return false;
        }
        asked.answer = iq.createCopy();
        return true;
    }
}
