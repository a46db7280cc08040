package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/**
 * What this server knows of another one: an item of the server roster (XEP-0267). Immutable.
 *
 * @param domain       the peer's XMPP domain, normalised
 * @param subscription who sees whose presence
 * @param ask          how it stands with our request
 * @param askedAt      when we last sent one
 * @param pendingIn    their request, since when it waits for an administrator; empty if none does
 * @param invited      whether an administrator asked for this peer, and its own request has not come since: that one needs
 *                     no second decision
 * @param blocked      whether nothing it says is listened to
 * @param revoked      what a revocation took away and an undo gives back; {@link Subscription#NONE} if there is nothing
 * @param decision     who decided last, and when
 * @param memo         what administrators wrote about it
 * @param seen         the last presence it sent while it was allowed to
 * @param unsent       what has been decided to be said to it, and has not been seen to arrive yet, in order
 * @param trusted      whether it was given more trust than every approved peer has
 * @param contact      what was seen of it when it asked; empty if it never has
 * @param reply        what came of our last request
 */
public record Peer(String domain, Subscription subscription, Ask ask, Optional<Instant> askedAt, Optional<Instant> pendingIn,
                   boolean invited, boolean blocked, Subscription revoked, Optional<Decision> decision, Memo memo,
                   Optional<Seen> seen, List<Kind> unsent, Trusted trusted, Optional<Contact> contact, Reply reply) {

    private static final Map<Kind, Kind> OPPOSITES = Map.of(Kind.AVAILABLE, Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.AVAILABLE,
        Kind.SUBSCRIBE, Kind.UNSUBSCRIBE, Kind.UNSUBSCRIBE, Kind.SUBSCRIBE,
        Kind.SUBSCRIBED, Kind.UNSUBSCRIBED, Kind.UNSUBSCRIBED, Kind.SUBSCRIBED);
    /** An answer that comes faster is no administrator's. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /**
     * A decision.
     *
     * @param by who decided
     * @param at when
     */
    public record Decision(String by, Instant at) {
        /** Checks that nothing is missing. */
        public Decision {
            Objects.requireNonNull(by);
            Objects.requireNonNull(at);
        }
    }

    /**
     * What administrators wrote.
     *
     * @param note    why this peer, empty if nothing was written
     * @param expires when the approval ends by itself
     * @param review  when somebody should look at the peer again
     */
    public record Memo(String note, Optional<Instant> expires, Optional<Instant> review) {
        /** Nothing written. */
        public static final Memo EMPTY = new Memo("", Optional.empty(), Optional.empty());

        /** Checks that nothing is missing. */
        public Memo {
            Objects.requireNonNull(note);
            Objects.requireNonNull(expires);
            Objects.requireNonNull(review);
        }
    }

    /**
     * The last presence.
     *
     * @param up whether it was available
     * @param at since when it has been so
     */
    public record Seen(boolean up, Instant at) {
        /** Checks that nothing is missing. */
        public Seen {
            Objects.requireNonNull(at);
        }
    }

    /** Checks that nothing is missing. */
    public Peer {
        Objects.requireNonNull(domain);
        Objects.requireNonNull(subscription);
        Objects.requireNonNull(ask);
        Objects.requireNonNull(askedAt);
        Objects.requireNonNull(pendingIn);
        Objects.requireNonNull(revoked);
        Objects.requireNonNull(decision);
        Objects.requireNonNull(memo);
        Objects.requireNonNull(seen);
        unsent = List.copyOf(unsent);
        Objects.requireNonNull(trusted);
        Objects.requireNonNull(contact);
        Objects.requireNonNull(reply);
    }

    /**
     * A domain nobody has decided anything about.
     *
     * @param domain its normalised name
     */
    public static Peer stranger(String domain) {
        return new Peer(domain, Subscription.NONE, Ask.NONE, Optional.empty(), Optional.empty(), false, false, Subscription.NONE,
            Optional.empty(), Memo.EMPTY, Optional.empty(), List.of(), Trusted.NO, Optional.empty(), Reply.NONE);
    }

    /**
     * How far this peer is trusted.
     *
     * @param now the time, because an approval may have ended although nobody has acted on it yet
     * @return the level; what the peer itself says never raises it above {@link TrustLevel#PENDING}
     */
    public TrustLevel level(Instant now) {
        if (blocked) {
            return TrustLevel.BLOCKED;
        }
        if (subscription.hasFrom() && !isExpired(now)) {
            return trusted == Trusted.YES ? TrustLevel.TRUSTED : TrustLevel.BUDDY;
        }
        return pendingIn.isPresent() || ask != Ask.NONE ? TrustLevel.PENDING : TrustLevel.UNKNOWN;
    }

    /** Whether an approval had an end and the end has come. */
    boolean isExpired(Instant now) {
        return memo.expires().isPresent() && !now.isBefore(memo.expires().get());
    }

    /** Whether nothing is worth keeping: no administrator had to do with this peer, and nothing waits. */
    public boolean isForgettable() {
        return met(Optional.empty()).equals(stranger(domain));
    }

    /**
     * Whether our request was approved so fast that very probably nobody was asked, as by a server that approves everybody
     * (Prosody does). Not said of a peer that had asked us before: there, somebody had decided.
     */
    public boolean answeredAtOnce() {
        boolean fast = subscription.hasTo() && askedAt.isPresent() && reply.at().isPresent()
            && Duration.between(askedAt.get(), reply.at().get()).compareTo(AT_ONCE) <= 0;
        return fast && contact.map(known -> known.firstSeen().isAfter(reply.at().get())).orElse(true);
    }

    /** How it stands, in a few words that do not change with the language, for the audit and for lists. */
    public String summary() {
        StringBuilder words = new StringBuilder(blocked ? "blocked" : subscription.name().toLowerCase(Locale.ROOT));
        if (trusted == Trusted.YES) {
            words.append(", trusted");
        }
        words.append(asked());
        if (answeredAtOnce()) {
            words.append(", answered at once");
        }
        if (pendingIn.isPresent()) {
            words.append(", waits for a decision");
        }
        if (invited) {
            words.append(", invited");
        }
        memo.expires().ifPresent(end -> words.append(", until ").append(end));
        memo.review().ifPresent(day -> words.append(", review ").append(day));
        if (!memo.note().isEmpty()) {
            words.append(", note: ").append(memo.note());
        }
        return words.toString();
    }

    private String asked() {
        return switch (ask) {
            case NONE -> "";
            case WAITING -> reply.error().isEmpty() ? ", asked" : ", asked, not reachable: " + reply.error();
            case NO_ANSWER -> ", no answer";
            case FAILED -> ", refused with an error: " + reply.error();
        };
    }

    Peer with(Subscription newSubscription) {
        // More trust than an approved peer has ends with the approval.
        Trusted left = trusted == Trusted.YES && !newSubscription.hasFrom() ? Trusted.NO : trusted;
        return new Peer(domain, newSubscription, ask, askedAt, pendingIn, invited, blocked, revoked, decision, memo,
            seen, unsent, left, contact, reply);
    }

    Peer with(Ask newAsk) {
        return new Peer(domain, subscription, newAsk, askedAt, pendingIn, invited, blocked, revoked, decision, memo,
            seen, unsent, trusted, contact, reply);
    }

    Peer with(Memo newMemo) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, revoked, decision, newMemo,
            seen, unsent, trusted, contact, reply);
    }

    Peer with(Seen newSeen) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, revoked, decision, memo,
            Optional.of(newSeen), unsent, trusted, contact, reply);
    }

    Peer with(Decision newDecision) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, revoked, Optional.of(newDecision), memo,
            seen, unsent, trusted, contact, reply);
    }

    Peer asking(Instant now) {
        return new Peer(domain, subscription, Ask.WAITING, Optional.of(now), pendingIn, invited, blocked, revoked, decision, memo,
            seen, unsent, trusted, contact, Reply.NONE);
    }

    Peer pending(Optional<Instant> since) {
        return new Peer(domain, subscription, ask, askedAt, since, invited, blocked, revoked, decision, memo,
            seen, unsent, trusted, contact, reply);
    }

    Peer invited(boolean isInvited) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, isInvited, blocked, revoked, decision, memo,
            seen, unsent, trusted, contact, reply);
    }

    Peer blocked(boolean isBlocked) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, isBlocked, revoked, decision, memo,
            seen, unsent, trusted, contact, reply);
    }

    Peer revoked(Subscription taken) {
        // With nothing to undo, there is no trust to give back.
        Trusted left = trusted == Trusted.REVOKED && taken == Subscription.NONE ? Trusted.NO : trusted;
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, taken, decision, memo, seen, unsent,
            left, contact, reply);
    }

    Peer trusted(Trusted newTrusted) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, revoked, decision, memo, seen, unsent,
            newTrusted, contact, reply);
    }

    Peer with(Reply newReply) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, revoked, decision, memo, seen, unsent,
            trusted, contact, newReply);
    }

    /** The same after another request of it; when it was first seen stays. */
    Peer met(Contact now) {
        return met(Optional.of(new Contact(contact.map(Contact::firstSeen).orElse(now.firstSeen()), now.cameBy(),
            now.certificate())));
    }

    private Peer met(Optional<Contact> newContact) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, revoked, decision, memo, seen, unsent,
            trusted, newContact, reply);
    }

    /** The same with our request having come to it at a moment. */
    Peer arrived(Instant moment) {
        return new Peer(domain, subscription, ask, Optional.of(moment), pendingIn, invited, blocked, revoked, decision, memo,
            seen, unsent, trusted, contact, reply);
    }

    /**
     * The same with more to say. Of what contradicts each other the last counts, so this is short however long a peer is not
     * there.
     *
     * @param kinds what is to be said, in order
     */
    public Peer saying(List<Kind> kinds) {
        List<Kind> all = new ArrayList<>(unsent);
        for (Kind kind : kinds) {
            all.removeIf(earlier -> earlier == kind || OPPOSITES.get(kind) == earlier);
            all.add(kind);
        }
        return unsent(all);
    }

    /** The same with one thing less to say. */
    Peer notSaying(Kind kind) {
        return unsent(unsent.stream().filter(other -> other != kind).toList());
    }

    /**
     * The same with something to say.
     *
     * @param kinds what has not been seen to arrive, in order
     */
    public Peer unsent(List<Kind> kinds) {
        return new Peer(domain, subscription, ask, askedAt, pendingIn, invited, blocked, revoked, decision, memo,
            seen, kinds, trusted, contact, reply);
    }
}
