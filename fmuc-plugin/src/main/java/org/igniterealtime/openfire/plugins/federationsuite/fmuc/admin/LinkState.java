package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Locale;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Link;

/** How it stands with the link of a room to another server, the worst last. */
public enum LinkState {
    /** It is used, and nothing is wrong with it as far as is known. */
    UP,
    /** The first join has been sent and is not answered yet. */
    JOINING,
    /** It is back, and what was missed is being told. */
    RESUMING,
    /** The other side answers again, and the room is being joined again. */
    REJOINING,
    /** The other side has been silent, and is asked whether it is there. */
    DOUBTED,
    /** It is lost. */
    LOST;

    /** The word for it, at the end of keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a mirror's link. */
    static LinkState of(Link.Phase phase) {
        return switch (phase) {
            case UP -> UP;
            case DOWN -> LOST;
            case REJOINING -> REJOINING;
            case RESUMING -> RESUMING;
        };
    }
}
