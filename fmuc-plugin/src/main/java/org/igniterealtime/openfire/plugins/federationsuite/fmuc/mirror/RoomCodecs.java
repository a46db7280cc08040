package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StanzaText;

/**
 * What writes and reads rooms for other nodes of a cluster. One for all rooms: parsers are large. Thread-safe.
 *
 * @param wholes  whole rooms
 * @param changes changes of rooms
 * @param effects what clients get
 * @param stanzas what is handed over
 */
public record RoomCodecs(SlaveRoomCodec wholes, RoomChangeCodec changes, EffectsCodec effects,
                         StanzaText stanzas) {

    /** New ones. */
    public RoomCodecs() {
        this(new SlaveRoomCodec(), new RoomChangeCodec(), new EffectsCodec(), new StanzaText());
    }
}
