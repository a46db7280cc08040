package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/** How it stands with a peer, in one word; where several are true, the first of them. */
public enum PeerState {
    /** Its request waits for an administrator. */
    WAITING,
    /** We do not listen to it. */
    BLOCKED,
    /** Each approved the other. */
    MUTUAL,
    /** We approved it, and it has not approved us. */
    APPROVED,
    /** We asked, and it has not answered for long. */
    NO_ANSWER,
    /** We asked, and it has not answered yet. */
    ASKED,
    /** It approved us; with some makes of servers no administrator has decided that. We have not approved it. */
    APPROVED_US,
    /** Nothing of all that. */
    NONE;

    /** The word, as in addresses of pages and at the end of its key in the texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of a word; empty if there is none. */
    public static Optional<PeerState> of(String word) {
        return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }

    /** How it stands with a peer. */
    public static PeerState of(Peer peer) {
        if (peer.pendingIn().isPresent()) {
            return WAITING;
        }
        if (peer.blocked()) {
            return BLOCKED;
        }
        return switch (peer.subscription()) {
            case BOTH -> MUTUAL;
            case FROM -> APPROVED;
            case TO -> APPROVED_US;
            case NONE -> peer.ask() == Ask.NONE ? NONE : peer.ask() == Ask.WAITING ? ASKED : NO_ANSWER;
        };
    }
}
