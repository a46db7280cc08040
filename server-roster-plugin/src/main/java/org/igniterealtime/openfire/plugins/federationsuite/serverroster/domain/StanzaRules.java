package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer.Seen;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/**
 * What comes of what a peer says (RFC 6121, appendix A.3, for domains instead of users). Nothing a peer says approves it:
 * the only ways are an administrator's order ({@link OrderRules}), an administrator's own request to that peer, which covers
 * the peer's next one, and a pattern that an administrator wrote. Pure; may be called from any thread.
 */
public final class StanzaRules {

    /** What servers say of each other when there is no connection (RFC 6120, sections 8.3.3.16 and 8.3.3.17). */
    private static final Set<String> NO_CONNECTION = Set.of("remote-server-not-found", "remote-server-timeout");

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
        return hear(peer, kind, Contact.at(now), now);
    }

    /**
     * Deals with a stanza of the peer.
     *
     * @param peer    what is known of it; {@link Peer#stranger} if nothing is
     * @param kind    what it says; a probe changes nothing and is answered by {@link ProbeRules}
     * @param contact how it came, kept with a request
     * @param now     the time
     * @return what comes of it; the same peer and no effect for a peer that is blocked
     */
    public Step hear(Peer peer, Kind kind, Contact contact, Instant now) {
        Turn turn = new Turn(peer);
        if (peer.blocked()) {
            return turn.done();
        }
        return switch (kind) {
            case SUBSCRIBE -> subscribe(turn, contact, now);
            case SUBSCRIBED -> subscribed(turn, now);
            case UNSUBSCRIBE -> unsubscribe(turn);
            case UNSUBSCRIBED -> unsubscribed(turn);
            case AVAILABLE -> seen(turn, true, now);
            case UNAVAILABLE -> seen(turn, false, now);
            case PROBE -> turn.done();
        };
    }

    /** RFC 6121, appendix A.3.1. */
    private Step subscribe(Turn turn, Contact contact, Instant now) {
        Peer peer = turn.peer();
        if (peer.subscription().hasFrom() && !peer.isExpired(now)) {
            // Approved already; it may have lost its state. Section 3.1.3 has this answered for the user, too.
            return turn.say(Kind.SUBSCRIBED).done();
        }
        if (peer.invited()) {
            return turn.approve().become(accepted -> accepted.met(contact))
                .recorded(Actor.peer(peer.domain()), RosterAction.ACCEPT_INVITED);
        }
        Optional<String> pattern = policy.approving(peer.domain());
        if (pattern.isPresent()) {
            Actor rule = Actor.rule(pattern.get());
            turn.approve().become(approved -> approved.met(contact).with(new Peer.Decision(rule.name(), now)));
            askBack(turn, policy, now);
            return turn.recorded(rule, RosterAction.APPROVE);
        }
        if (peer.pendingIn().isPresent()) {
            return turn.done();
        }
        return turn.become(asking -> asking.met(contact).pending(Optional.of(now))).prompt().done();
    }

    /** RFC 6121, appendix A.3.3: counts only as an answer. */
    private static Step subscribed(Turn turn, Instant now) {
        if (turn.peer().ask() == Ask.NONE) {
            return turn.done();
        }
        if (turn.peer().unsent().contains(Kind.SUBSCRIBE)) {
            // It has arrived, then, and as far as we know only now, perhaps after a long time without a connection.
            turn.become(peer -> peer.arrived(now));
        }
        return turn.become(peer -> peer.with(peer.subscription().withTo(true)).with(Ask.NONE).with(Reply.approved(now)))
            .recorded(Actor.peer(turn.peer().domain()), RosterAction.PEER_SUBSCRIBED);
    }

    /**
     * Deals with an error that the peer, or whatever answers in its place, gave to what we said. It ends a request of ours
     * that waits, so that an administrator sees that it was sent to something that takes none, and changes nothing else:
     * it is no refusal of ours, and what was approved stays approved. An error that says that there is no connection is not
     * the peer's answer, whoever reports it, and changes nothing here: see {@link #notReached}.
     *
     * @param peer      what is known of it
     * @param condition the condition of the error (RFC 6120, section 8.3.3)
     * @return what comes of it
     */
    public Step failed(Peer peer, String condition) {
        Turn turn = new Turn(peer);
        if (peer.blocked() || peer.ask() != Ask.WAITING || NO_CONNECTION.contains(condition)) {
            return turn.done();
        }
        return turn.become(refused -> refused.with(Ask.FAILED).with(Reply.failed(condition))
                .notSaying(Kind.SUBSCRIBE))
            .recorded(Actor.peer(peer.domain()), RosterAction.PEER_ERROR);
    }

    /**
     * Deals with what was said to the peer not arriving. It is said again later; until then a request shows why it waits.
     *
     * @param peer      the peer
     * @param condition why it does not arrive
     * @return what comes of it
     */
    public Step notReached(Peer peer, String condition) {
        Turn turn = new Turn(peer);
        return peer.ask() == Ask.WAITING ? turn.become(waiting -> waiting.with(Reply.failed(condition))).done() : turn.done();
    }

    /**
     * Deals with all that was said to the peer having arrived.
     *
     * @param peer the peer
     * @param now  the time
     * @return what comes of it: nothing is left to be said, and a request of ours waits for its answer from now on
     */
    public Step reached(Peer peer, Instant now) {
        Turn turn = new Turn(peer);
        if (peer.ask() == Ask.WAITING) {
            if (peer.unsent().contains(Kind.SUBSCRIBE)) {
                turn.become(waiting -> waiting.arrived(now));
            }
            turn.become(waiting -> waiting.with(Reply.NONE));
        }
        return turn.become(told -> told.unsent(List.of())).done();
    }

    /** RFC 6121, appendix A.3.2. An approval that it has not been seen to get is none any more, and not said again. */
    private static Step unsubscribe(Turn turn) {
        Peer peer = turn.peer();
        if (peer.subscription().hasFrom()) {
            return turn.become(leaving -> leaving.with(leaving.subscription().withFrom(false)).notSaying(Kind.SUBSCRIBED))
                .say(Kind.UNAVAILABLE).recorded(Actor.peer(peer.domain()), RosterAction.PEER_UNSUBSCRIBE);
        }
        return turn.become(leaving -> leaving.pending(Optional.empty())).done();
    }

    /**
     * RFC 6121, appendix A.3.4. A refusal ends the invitation: an administrator may want to know before trusting on. Nor is the
     * request said again that was refused.
     */
    private static Step unsubscribed(Turn turn) {
        Peer peer = turn.peer();
        if (!peer.subscription().hasTo() && peer.ask() == Ask.NONE) {
            return turn.done();
        }
        return turn.become(refusing -> refusing.with(refusing.subscription().withTo(false)).with(Ask.NONE).invited(false)
            .notSaying(Kind.SUBSCRIBE)).recorded(Actor.peer(peer.domain()), RosterAction.PEER_UNSUBSCRIBED);
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
