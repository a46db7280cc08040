package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/** One event being dealt with: how the peer was, how it is by now, and what is to be done. Used by one thread. */
final class Turn {

    private final Peer before;
    private final List<Effect> effects = new ArrayList<>();
    private Peer peer;

    Turn(Peer before) {
        this.before = before;
        this.peer = before;
    }

    Peer peer() {
        return peer;
    }

    Turn become(UnaryOperator<Peer> change) {
        peer = change.apply(peer);
        return this;
    }

    Turn say(Kind... kinds) {
        for (Kind kind : kinds) {
            effects.add(new Effect.Send(kind));
        }
        return this;
    }

    Turn prompt() {
        effects.add(new Effect.Prompt());
        return this;
    }

    /** Ends the turn: the change, if it is one, is written down. */
    Step recorded(Actor by, RosterAction action) {
        effects.add(new Effect.Audit(by, action.word(), before.summary(), peer.summary()));
        return new Step(peer, effects);
    }

    /** Ends the turn with nothing written down. */
    Step done() {
        return new Step(peer, effects);
    }

    /** Ends the turn as if it had not been. */
    Step refused(Effect.Reason reason) {
        return new Step(before, List.of(new Effect.Refuse(reason)));
    }

    /** They may see our presence from now on, and see it. */
    Turn approve() {
        become(peer -> peer.with(peer.subscription().withFrom(true)).pending(Optional.empty()).invited(false)
            .revoked(Subscription.NONE));
        return say(Kind.SUBSCRIBED, Kind.AVAILABLE);
    }

    /** Ends what they see of us, and says so where they saw anything or asked to. */
    Turn endTheirs() {
        if (peer.subscription().hasFrom()) {
            // Before the cancellation, as RFC 6121, section 3.2.2, has it: afterwards they must not hear from us.
            say(Kind.UNAVAILABLE, Kind.UNSUBSCRIBED);
        } else if (peer.pendingIn().isPresent()) {
            say(Kind.UNSUBSCRIBED);
        }
        return become(peer -> peer.with(peer.subscription().withFrom(false)).pending(Optional.empty()));
    }

    /** Ends what we see of them, and says so where we saw anything or asked to. */
    Turn endOurs() {
        if (peer.subscription().hasTo() || peer.ask() != Ask.NONE) {
            say(Kind.UNSUBSCRIBE);
        }
        return become(peer -> peer.with(peer.subscription().withTo(false)).with(Ask.NONE).invited(false));
    }
}
