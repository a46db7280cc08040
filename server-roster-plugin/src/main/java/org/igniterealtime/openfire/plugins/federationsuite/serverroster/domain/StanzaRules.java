package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer.Seen;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/**
 * What comes of what a peer says (RFC 6121, appendix A.3, for domains instead of users). Nothing a peer says approves it:
 * the only ways are an administrator's order ({@link OrderRules}), an administrator's own request to that peer, which covers
 * the peer's next one, and a pattern that an administrator wrote. Pure; may be called from any thread.
 */
public final class StanzaRules {

    private final RosterPolicy policy;

    /**
     * Makes the rules.
     *
     * @param policy what administrators set
     */
    public StanzaRules(RosterPolicy policy) {
        this.policy = Objects.requireNonNull(policy);
    }

    /**
     * Deals with a stanza of the peer.
     *
     * @param peer what is known of it; {@link Peer#stranger} if nothing is
     * @param kind what it says; a probe changes nothing and is answered by {@link ProbeRules}
     * @param now  the time
     * @return what comes of it; the same peer and no effect for a peer that is blocked
     */
    public Step hear(Peer peer, Kind kind, Instant now) {
        Turn turn = new Turn(peer);
        if (peer.blocked()) {
            return turn.done();
        }
        return switch (kind) {
            case SUBSCRIBE -> subscribe(turn, now);
            case SUBSCRIBED -> subscribed(turn);
            case UNSUBSCRIBE -> unsubscribe(turn);
            case UNSUBSCRIBED -> unsubscribed(turn);
            case AVAILABLE -> seen(turn, true, now);
            case UNAVAILABLE -> seen(turn, false, now);
            case PROBE -> turn.done();
        };
    }

    /** RFC 6121, appendix A.3.1. */
    private Step subscribe(Turn turn, Instant now) {
        Peer peer = turn.peer();
        if (peer.subscription().hasFrom() && !peer.isExpired(now)) {
            // Approved already; it may have lost its state. Section 3.1.3 has this answered for the user, too.
            return turn.say(Kind.SUBSCRIBED).done();
        }
        if (peer.invited()) {
            return turn.approve().recorded(Actor.peer(peer.domain()), "accept-invited");
        }
        Optional<String> pattern = policy.approving(peer.domain());
        if (pattern.isPresent()) {
            Actor rule = Actor.rule(pattern.get());
            turn.approve().become(approved -> approved.with(new Peer.Decision(rule.name(), now)));
            askBack(turn, policy, now);
            return turn.recorded(rule, "approve");
        }
        if (peer.pendingIn().isPresent()) {
            return turn.done();
        }
        return turn.become(asking -> asking.pending(Optional.of(now))).prompt().done();
    }

    /** RFC 6121, appendix A.3.3: counts only as an answer. */
    private static Step subscribed(Turn turn) {
        if (turn.peer().ask() == Ask.NONE) {
            return turn.done();
        }
        return turn.become(peer -> peer.with(peer.subscription().withTo(true)).with(Ask.NONE))
            .recorded(Actor.peer(turn.peer().domain()), "peer-subscribed");
    }

    /** RFC 6121, appendix A.3.2. */
    private static Step unsubscribe(Turn turn) {
        Peer peer = turn.peer();
        if (peer.subscription().hasFrom()) {
            return turn.become(leaving -> leaving.with(leaving.subscription().withFrom(false))).say(Kind.UNAVAILABLE)
                .recorded(Actor.peer(peer.domain()), "peer-unsubscribe");
        }
        return turn.become(leaving -> leaving.pending(Optional.empty())).done();
    }

    /** RFC 6121, appendix A.3.4. A refusal ends the invitation: an administrator may want to know before trusting on. */
    private static Step unsubscribed(Turn turn) {
        Peer peer = turn.peer();
        if (!peer.subscription().hasTo() && peer.ask() == Ask.NONE) {
            return turn.done();
        }
        return turn.become(refusing -> refusing.with(refusing.subscription().withTo(false)).with(Ask.NONE).invited(false))
            .recorded(Actor.peer(peer.domain()), "peer-unsubscribed");
    }

    /** Presence counts only from a peer whose presence we asked for (section 4.4.3), or that may see ours. */
    private static Step seen(Turn turn, boolean up, Instant now) {
        Peer peer = turn.peer();
        boolean news = peer.seen().map(seen -> seen.up() != up).orElse(true);
        if (peer.subscription() == Subscription.NONE || !news) {
            return turn.done();
        }
        return turn.become(shown -> shown.with(new Seen(up, now))).done();
    }

    /** After an approval: our own request, unless there is one or we see the peer already. */
    static void askBack(Turn turn, RosterPolicy policy, Instant now) {
        if (policy.askBack() && !turn.peer().subscription().hasTo() && turn.peer().ask() != Ask.WAITING) {
            turn.become(peer -> peer.asking(now)).say(Kind.SUBSCRIBE);
        }
    }
}
