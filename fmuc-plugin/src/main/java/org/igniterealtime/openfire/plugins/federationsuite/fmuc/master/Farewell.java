package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.dom4j.DocumentHelper;

/** Why a user behind a slave leaves a room. */
public enum Farewell {

    /** Because he, or the room, wants it: the room says why. */
    NONE(Optional.empty(), ""),
    /** Because FMUC is switched off here. */
    SHUTDOWN(Optional.of(Muc.SERVICE_SHUTDOWN), ""),
    /** Because his mirror may no longer be here. */
    NOT_ADMITTED(Optional.of(Muc.KICKED), "This mirror is no longer admitted."),
    /** Because an administrator of the room's server wants it, who says why. */
    SENT_AWAY(Optional.of(Muc.KICKED), "This mirror has been sent away."),
    /** Because he joined the room directly. */
    DIRECT(Optional.empty(), "You have joined this room directly."),
    /** Because his mirror cannot be reached. */
    UNREACHABLE(Optional.of(Muc.UNREACHABLE), ""),
    /** For the same reason, where a thin link would have to be opened to tell it so. */
    UNTOLD(Optional.of(Muc.UNREACHABLE), ""),
    /** Because his mirror's home is another node of the cluster, through which he comes again: he is to notice nothing. */
    MOVED(Optional.empty(), "");

    private final Optional<Integer> code;
    private final String text;

    Farewell(Optional<Integer> code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Tells whether his slave is not told that he leaves. */
    boolean isUntold() {
        return this == UNTOLD || this == MOVED;
    }

    /**
     * What the room says of the leave, with the reason that the room does not know.
     *
     * @param payload what the room says
     * @param reason  the reason in an administrator's words; empty if there is none
     */
    Payload in(Payload payload, String reason) {
        String words = reason.isEmpty() ? text : reason;
        Payload coded = code.map(known -> payload.withStatus(Set.of(known))).orElse(payload);
        if (words.isEmpty()) {
            return coded;
        }
        var status = DocumentHelper.createElement("status");
        status.setText(words);
        return coded.without(status.getQName()).with(status);
    }
}
