package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

/** What a slave room takes for shown, for simulations. */
public final class Shown {

    private Shown() {
    }

    /** Tells whether a room has shown a message since somebody opened it. */
    public static boolean has(SlaveRoom room, Kept message) {
        return room.link().hasSeen(message.heard());
    }
}
