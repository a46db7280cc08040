package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import org.jivesoftware.openfire.interceptor.PacketRejectedException;

/**
 * Ends the way of a stanza. The server answers nothing to it where the stanza came from another server or a room,
 * which is where it is thrown. Without a stack trace: a room with fifty mirrored occupants throws it fifty times for
 * each message.
 */
final class Taken extends PacketRejectedException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
