package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

/**
 * What writes and reads rooms for other nodes of a cluster. One for all rooms: parsers are large. Thread-safe.
 *
 * @param wholes  whole rooms
 * @param changes changes of rooms
 * @param effects what clients get, and stanzas
 */
public record RoomCodecs(SlaveRoomCodec wholes, RoomChangeCodec changes, EffectsCodec effects) {

    /** New ones. */
    public RoomCodecs() {
        this(new SlaveRoomCodec(), new RoomChangeCodec(), new EffectsCodec());
    }
}
