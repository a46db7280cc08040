package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the page says after it did, or did not do, what an administrator asked for. */
public enum StatusMessage {
    /** A part runs now. */
    SWITCHED_ON("success"),
    /** A part does not run any more. */
    SWITCHED_OFF("success"),
    /** A part should run, but its start failed. */
    START_FAILED("error"),
    /** The switch is turned, but the part has not followed yet. */
    SWITCHING("info"),
    /** The checks have begun. */
    CHECKING("success"),
    /** The form did not come from our page, or from an old copy of it. */
    FORM_TOO_OLD("error"),
    /** The form asked for nothing that exists. */
    NOT_UNDERSTOOD("error"),
    /** The suite does not run. */
    NOT_RUNNING("error");

    private final String kind;

    StatusMessage(String kind) {
        this.kind = kind;
    }

    /** {@code success}, {@code info} or {@code error}: its colour and its picture. */
    public String kind() {
        return kind;
    }

    /** The message's name in the page's address and at the end of its key in the texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a message by its name in the page's address.
     *
     * @param code the name, or null
     * @return the message, or empty if there is none of that name
     */
    public static Optional<StatusMessage> ofCode(String code) {
        return Arrays.stream(values()).filter(message -> message.code().equals(code)).findFirst();
    }
}
