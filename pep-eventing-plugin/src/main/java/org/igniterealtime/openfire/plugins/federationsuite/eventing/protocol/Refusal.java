package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.Packet;

/**
 * Why a room, or another service, refuses something.
 *
 * @param condition the name of an element in RFC 6120's namespace for errors
 * @param type      RFC 6120's type of errors
 * @param text      what the room says about it, if anything
 */
public record Refusal(String condition, String type, Optional<String> text) {

    private static final Map<String, String> TEXTS = Map.of(
        "conflict", "Somebody else has this nick.",
        "forbidden", "You may not do this in the room, or may not enter it.",
        "registration-required", "The room is for members only.",
        "not-authorized", "The room wants a password, and this was none or a wrong one.",
        "service-unavailable", "The room is full.",
        "item-not-found", "There is no such room, or it cannot be entered yet.",
        "not-acceptable", "The room does not take this nick, or you are not in it.",
        "recipient-unavailable", "There is no such room.");

    /** Checks that nothing is missing. */
    public Refusal {
        Objects.requireNonNull(condition);
        Objects.requireNonNull(type);
        Objects.requireNonNull(text);
    }

    /**
     * Reads an error.
     *
     * @param stanza of type error
     */
    public static Refusal of(Packet stanza) {
        return RoomStanzaCodec.refusal(stanza.getElement());
    }

    /** What the room says, or what rooms mean by the condition where this one says nothing. */
    public String reason() {
        return text.orElseGet(() -> TEXTS.getOrDefault(condition, "The room refused it."));
    }
}
