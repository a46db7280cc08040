package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

/** What a node has to do with a slave room. */
enum RoomRole {
    /** Another node keeps it. */
    OTHER,
    /** This node is to keep it, and finds out what others know. */
    ASKING,
    /** This node keeps it. */
    KEEPING,
    /** This node keeps it and gives it away as soon as what was to be done is done. */
    GIVING;

    /** Tells whether it is this node that says what the room is. */
    boolean keeps() {
        return this == KEEPING || this == GIVING;
    }
}
