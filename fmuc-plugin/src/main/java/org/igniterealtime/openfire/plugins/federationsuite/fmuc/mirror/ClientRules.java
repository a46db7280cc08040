package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Whether local clients are still there. The server tells when one goes; for the case that it does not, whoever has said
 * nothing for long is asked, and parted if he is not there. Nothing of it crosses the link.
 */
final class ClientRules {

    private static final String PING_ID = "ping";

    private ClientRules() {
    }

    /** A client says something, whatever it is. Whether one that is on the way out was lost does not change any more. */
    static void heard(Turn turn, JID client) {
        turn.room().occupantOf(client).filter(local -> !local.asksToGo()).ifPresent(local -> local.client(client).ifPresent(one ->
            turn.become(turn.room().with(local.withClient(one.heard(turn.now()))))));
    }

    /** Somebody may be in who was not: from now on somebody looks. */
    static void watch(Turn turn) {
        if (turn.policy().pings() && turn.room().nextCheck().equals(Instant.MAX)) {
            next(turn, turn.now().plus(turn.policy().pingAfter()));
        }
    }

    /** The answer to a ping. */
    static void answered(Turn turn, UserStanza.Answer answer) {
        Optional<Client> asked = turn.room().occupantOf(answer.user()).flatMap(local -> local.client(answer.user()))
            .filter(Client::asked);
        if (asked.isEmpty() || !answer.id().equals(PING_ID)) {
            return;
        }
        if (answer.signal() == UserStanza.Answer.Signal.NO) {
            part(turn, answer.user());
        } else {
            heard(turn, answer.user());
        }
    }

    /** Time has passed. */
    static void check(Turn turn) {
        if (turn.now().isBefore(turn.room().nextCheck())) {
            return;
        }
        if (turn.policy().pings()) {
            turn.room().audience().forEach(local -> local.clients().forEach(client -> check(turn, client)));
        }
        List<Instant> due = turn.room().locals().values().stream().flatMap(local -> local.clients().stream())
            .map(client -> client.since().plus(turn.policy().pingAfter())).sorted().toList();
        if (due.isEmpty() || !turn.policy().pings()) {
            turn.become(turn.room().checkedAt(Instant.MAX));
        } else {
            // Not in the past: who is on the way in or out is looked at later.
            Instant soonest = turn.now().plus(turn.policy().pingAfter().dividedBy(2));
            next(turn, due.get(0).isBefore(soonest) ? soonest : due.get(0));
        }
    }

    private static void check(Turn turn, Client client) {
        if (turn.now().isBefore(client.since().plus(turn.policy().pingAfter()))) {
            return;
        }
        if (client.asked()) {
            part(turn, client.address());
            return;
        }
        turn.room().occupantOf(client.address()).ifPresent(local ->
            turn.become(turn.room().with(local.withClient(client.asked(turn.now())))));
        turn.send(Stanzas.iq(turn.address().slave(), client.address(), IQ.Type.get, PING_ID, Stanzas.ping()));
    }

    private static void part(Turn turn, JID client) {
        UserRules.apply(turn, new UserStanza.Unavailable(client, Optional.empty(), Payload.EMPTY, false, false));
    }

    private static void next(Turn turn, Instant at) {
        turn.become(turn.room().checkedAt(at));
        turn.alarm(at);
    }
}
