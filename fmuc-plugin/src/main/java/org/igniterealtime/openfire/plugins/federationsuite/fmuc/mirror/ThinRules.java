package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;

/**
 * What does not cross a thin link ({@link ThinPolicy}), and what local users see instead: what the room would have shown them.
 * Nothing that is kept or waited for is among it, so nobody waits for an answer to something that was not sent.
 */
final class ThinRules {

    private ThinRules() {
    }

    /** What an occupant says of himself: for the master, or, where the link is thin, for those who are here. */
    static void state(Turn turn, LocalOccupant local, Payload status) {
        if (!turn.policy().thin().on()) {
            if (!turn.link().away().contains(local.nick())) {
                turn.update(local, status);
            } else if (turn.link().phase() != Link.Phase.DOWN) {
                // Else he is shown so when he joins again; his join may be on its way already.
                turn.become(turn.room().with(local.sayingLater(status)));
            }
            return;
        }
        Payload seen = status.asSeenIn(turn.room().shown().getOrDefault(local.nick(), Payload.EMPTY));
        MasterRules.rememberOurs(turn, local.nick(), seen);
        turn.show(local.nick(), null, seen);
    }

    /**
     * What the master says of somebody of ours who is in: how he stands is its word, but of his status it knows only what he
     * said when he joined.
     */
    static Payload stated(Turn turn, LocalOccupant local, Payload payload) {
        return turn.policy().thin().on() ? local.join().payload().asSeenIn(payload) : payload;
    }

    /** What of a message is worth its bytes. */
    static Payload worthSending(Turn turn, Payload payload) {
        return turn.policy().thin().on() ? payload.withoutActive() : payload;
    }

    /** Tells whether a message is not worth sending at all. */
    static boolean keepsBack(Turn turn, Payload payload) {
        return turn.policy().thin().on() && payload.isChatState();
    }
}
