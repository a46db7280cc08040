package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect.Reason;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer.Decision;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer.Memo;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/**
 * What comes of what an administrator orders (RFC 6121, appendix A.2, for domains instead of users), and of time passing.
 * Pure; may be called from any thread.
 */
public final class OrderRules {

    private static final Actor EXPIRY = Actor.rule("expiry");
    private static final Actor PATIENCE = Actor.rule("request-timeout");

    private final RosterPolicy policy;

    /**
     * Makes the rules.
     *
     * @param policy what administrators set
     */
    public OrderRules(RosterPolicy policy) {
        this.policy = Objects.requireNonNull(policy);
    }

    /**
     * Carries out an order.
     *
     * @param peer  what is known of the peer; {@link Peer#stranger} if nothing is
     * @param order the order
     * @param by    the administrator
     * @param now   the time
     * @return what comes of it; an order that cannot be carried out changes nothing and says why
     */
    public Step obey(Peer peer, Order order, Actor by, Instant now) {
        if (order instanceof Order.Simple simple) {
            return obey(new Turn(peer), simple, by, now);
        }
        if (peer.isForgettable()) {
            // A slip of the pen in the domain must not make a peer.
            return new Turn(peer).refused(Reason.UNKNOWN_PEER);
        }
        if (order instanceof Order.Note note) {
            return write(peer, new Memo(note.text(), peer.memo().expires(), peer.memo().review()), by, RosterAction.NOTE);
        }
        if (order instanceof Order.Expire expire) {
            return write(peer, new Memo(peer.memo().note(), expire.at(), peer.memo().review()), by, RosterAction.EXPIRY);
        }
        return write(peer, new Memo(peer.memo().note(), peer.memo().expires(), ((Order.Review) order).at()), by,
            RosterAction.REVIEW);
    }

    private Step obey(Turn turn, Order.Simple order, Actor by, Instant now) {
        if (turn.peer().blocked() && order != Order.Simple.UNBLOCK && order != Order.Simple.BLOCK) {
            return turn.refused(Reason.BLOCKED);
        }
        Optional<Reason> refusal = switch (order) {
            case REQUEST -> request(turn, now);
            case UNREQUEST -> unrequest(turn);
            case APPROVE -> approve(turn, now);
            case DENY -> deny(turn);
            case REVOKE -> revoke(turn);
            case UNDO -> undo(turn, now);
            case BLOCK -> block(turn);
            case UNBLOCK -> unblock(turn);
            case TRUST -> trust(turn, now);
            case UNTRUST -> untrust(turn);
        };
        return refusal.map(turn::refused).orElseGet(() -> turn
            .become(peer -> peer.with(new Decision(by.name(), now)))
            .recorded(by, RosterAction.of(order)));
    }

    private static Step write(Peer peer, Memo memo, Actor by, RosterAction action) {
        return new Turn(peer).become(written -> written.with(memo)).recorded(by, action);
    }

    /** Appendix A.2.1: sent in every state, so that an administrator can ask again. What waits is accepted with it. */
    private static Optional<Reason> request(Turn turn, Instant now) {
        boolean waits = turn.peer().pendingIn().isPresent();
        forgetPastEnd(turn, now);
        turn.become(peer -> peer.revoked(Subscription.NONE).invited(!peer.subscription().hasFrom())).say(Kind.SUBSCRIBE);
        if (!turn.peer().subscription().hasTo()) {
            turn.become(peer -> peer.asking(now));
        }
        if (waits) {
            turn.approve();
        }
        return Optional.empty();
    }

    /** Appendix A.2.2. */
    private static Optional<Reason> unrequest(Turn turn) {
        if (!turn.peer().subscription().hasTo() && turn.peer().ask() == Ask.NONE) {
            return Optional.of(Reason.NOTHING_TO_TAKE_BACK);
        }
        turn.endOurs();
        return Optional.empty();
    }

    /** Appendix A.2.3. */
    private Optional<Reason> approve(Turn turn, Instant now) {
        if (turn.peer().pendingIn().isEmpty()) {
            return Optional.of(Reason.NO_REQUEST_WAITS);
        }
        turn.approve();
        forgetPastEnd(turn, now);
        StanzaRules.askBack(turn, policy, now);
        return Optional.empty();
    }

    /** An end that lies in the past belonged to an earlier approval. */
    private static void forgetPastEnd(Turn turn, Instant now) {
        if (turn.peer().isExpired(now)) {
            turn.become(peer -> peer.with(new Memo(peer.memo().note(), Optional.empty(), peer.memo().review())));
        }
    }

    /** Appendix A.2.4, for a request that waits. */
    private static Optional<Reason> deny(Turn turn) {
        if (turn.peer().pendingIn().isEmpty()) {
            return Optional.of(Reason.NO_REQUEST_WAITS);
        }
        turn.say(Kind.UNSUBSCRIBED).become(peer -> peer.pending(Optional.empty()));
        return Optional.empty();
    }

    /** Appendix A.2.4 and A.2.2 together: trust ends in both directions. */
    private static Optional<Reason> revoke(Turn turn) {
        Subscription had = turn.peer().subscription();
        boolean wasTrusted = turn.peer().trusted() == Trusted.YES;
        if (had == Subscription.NONE && turn.peer().ask() == Ask.NONE) {
            return Optional.of(Reason.NOTHING_TO_TAKE_BACK);
        }
        turn.endTheirs().endOurs().become(peer -> peer.trusted(wasTrusted ? Trusted.REVOKED : Trusted.NO).revoked(had));
        return Optional.empty();
    }

    /**
     * Gives back what a revocation took. The peer has been told and has dropped its side, which we cannot put back for it:
     * so we say again that it is approved, ask again if we had seen it, and take its own next request as approved.
     */
    private static Optional<Reason> undo(Turn turn, Instant now) {
        Subscription had = turn.peer().revoked();
        if (had == Subscription.NONE || turn.peer().isExpired(now)) {
            return Optional.of(Reason.NOTHING_TO_UNDO);
        }
        boolean wasTrusted = turn.peer().trusted() == Trusted.REVOKED;
        turn.become(peer -> peer.revoked(Subscription.NONE));
        if (had.hasFrom()) {
            turn.approve().become(peer -> peer.trusted(wasTrusted ? Trusted.YES : Trusted.NO));
        }
        if (had.hasTo()) {
            turn.become(peer -> peer.asking(now)).say(Kind.SUBSCRIBE);
        }
        return Optional.empty();
    }

    private static Optional<Reason> block(Turn turn) {
        if (turn.peer().subscription().hasFrom()) {
            turn.endTheirs();
        }
        // A request that waits gets no answer: who is blocked need not learn it.
        turn.endOurs().become(peer -> peer.pending(Optional.empty()).revoked(Subscription.NONE).blocked(true));
        return Optional.empty();
    }

    private static Optional<Reason> unblock(Turn turn) {
        if (!turn.peer().blocked()) {
            return Optional.of(Reason.NOT_BLOCKED);
        }
        turn.become(peer -> peer.blocked(false));
        return Optional.empty();
    }

    private static Optional<Reason> trust(Turn turn, Instant now) {
        if (!turn.peer().subscription().hasFrom() || turn.peer().isExpired(now)) {
            return Optional.of(Reason.NOT_APPROVED);
        }
        turn.become(peer -> peer.trusted(Trusted.YES));
        return Optional.empty();
    }

    private static Optional<Reason> untrust(Turn turn) {
        if (turn.peer().trusted() != Trusted.YES) {
            return Optional.of(Reason.NOT_TRUSTED);
        }
        turn.become(peer -> peer.trusted(Trusted.NO));
        return Optional.empty();
    }

    /**
     * Lets time pass.
     *
     * @param peer the peer
     * @param now  the time
     * @return a request that was not answered in time is so marked, and not sent any more if it never arrived; an approval
     *         that has come to its end is revoked
     */
    public Step tick(Peer peer, Instant now) {
        Turn turn = new Turn(peer);
        if (peer.subscription().hasFrom() && peer.isExpired(now)) {
            // Both directions end, and there is no undo: the end was an administrator's wish.
            return turn.endTheirs().endOurs().recorded(EXPIRY, RosterAction.REVOKE);
        }
        if (peer.ask() == Ask.WAITING && peer.askedAt().map(at -> !now.isBefore(at.plus(policy.answerWithin()))).orElse(true)) {
            return turn.become(silent -> silent.with(Ask.NO_ANSWER).notSaying(Kind.SUBSCRIBE))
                .recorded(PATIENCE, RosterAction.NO_ANSWER);
        }
        return turn.done();
    }

    /**
     * Drops a request that waits, because too many do. The peer is told nothing and may ask again.
     *
     * @param peer the peer
     * @return the peer without its request
     */
    public Step crowdOut(Peer peer) {
        return new Turn(peer).become(dropped -> dropped.pending(Optional.empty())).done();
    }
}
