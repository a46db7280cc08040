package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/** Says in words what is known of a peer. Thread-safe. */
final class PeerWords {

    private final RosterTexts texts;

    PeerWords(RosterTexts texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /** What came of our request; empty if there was none. */
    String request(Peer peer) {
        String error = peer.reply().error();
        return switch (peer.ask()) {
            case WAITING -> error.isEmpty() ? texts.of(RosterText.REQUEST_WAITS)
                : texts.of(RosterText.REQUEST_NOT_REACHABLE, error);
            case NO_ANSWER -> texts.of(RosterText.REQUEST_NO_ANSWER);
            case FAILED -> texts.of(RosterText.REQUEST_FAILED, error);
            case NONE -> peer.subscription().hasTo() ? peer.reply().at().map(at -> texts.of(
                peer.answeredAtOnce() ? RosterText.REQUEST_AT_ONCE : RosterText.REQUEST_APPROVED,
                ReadableTime.of(at))).orElse("") : "";
        };
    }

    /** What was seen of it when it asked; empty if it never has. */
    String contact(Peer peer) {
        return peer.contact().map(this::words).orElse("");
    }

    private String words(Contact contact) {
        String since = ReadableTime.of(contact.firstSeen());
        return switch (contact.cameBy()) {
            case TLS -> contact.certificate().isEmpty() ? texts.of(RosterText.CONTACT_TLS, since)
                : texts.of(RosterText.CONTACT_CERTIFICATE, since, contact.certificate());
            case DIALBACK -> texts.of(RosterText.CONTACT_DIALBACK, since);
            case UNKNOWN -> texts.of(RosterText.CONTACT_UNKNOWN, since);
        };
    }
}
