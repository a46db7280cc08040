package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

/**
 * What only the room itself can tell before somebody joins it through a slave.
 *
 * @param roomExists whether there is such a room, in memory or not
 * @param userIsIn   whether he who joins is in it already, with this very JID
 */
public record Facts(boolean roomExists, boolean userIsIn) {
}
