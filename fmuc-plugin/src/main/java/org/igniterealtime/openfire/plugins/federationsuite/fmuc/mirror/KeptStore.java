package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;

/**
 * Where messages are written down that the master of a room is not known to have. What it says is written outlives a crash of
 * the process, as far as the database does. Implementations are thread-safe.
 */
public interface KeptStore {

    /** It does not work. */
    final class KeptException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /**
         * With a reason.
         *
         * @param what  what was to be done
         * @param cause why it was not, or {@code null}
         */
        public KeptException(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /**
     * Changes what is written down of a room, all of it or nothing.
     *
     * @param room   the room
     * @param keep   messages to write, in place of older words about them
     * @param forget messages to take out
     * @throws KeptException if that did not happen, or if there is no room for more
     */
    void change(SlaveAddress room, List<Kept> keep, List<Kept> forget);

    /**
     * What is written down of a room.
     *
     * @param room the room
     * @return oldest first
     * @throws KeptException if it cannot be read
     */
    List<Kept> of(SlaveAddress room);

    /**
     * What was said before a moment.
     *
     * @param moment the moment
     * @return by room, oldest first
     * @throws KeptException if it cannot be read
     */
    Map<SlaveAddress, List<Kept>> before(Instant moment);
}
