package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant.Standing;
import org.xmpp.packet.JID;

/**
 * What another node of a cluster has to know of a room: who is in it through which slave, under which nick, as which of his
 * joins, and what the room made of him, in order, so that each node comes to the same representative. Bytes, because a value
 * of one of our classes in a shared cache would keep our class loader alive and break with the next version.
 *
 * <p>The first byte is the version of the form. A node that does not know it must not guess. Left out is what concerns one
 * node only: presences that wait for a join to be answered there, IQs that wait for answers that come back there, doubts
 * about slaves, when they last spoke, what those at thin links have been told, and who has just left.
 */
public final class RoomState {

    /** The version that is written. */
    public static final int VERSION = 1;
    private static final List<Standing> STANDINGS = List.of(Standing.JOINING, Standing.PRESENT, Standing.MODERATOR);

    private RoomState() {
    }

    /** Writes a room. */
    public static byte[] write(MasterRoom room) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(room.address().toString());
            out.writeBoolean(room.nonAnonymous());
            out.writeInt(room.occupants().size());
            for (VirtualOccupant occupant : room.occupants().values()) {
                out.writeUTF(occupant.user().toString());
                out.writeUTF(occupant.nick());
                out.writeUTF(occupant.slave().toString());
                out.writeLong(occupant.generation());
                out.writeLong(occupant.since().toEpochMilli());
                out.writeByte(STANDINGS.indexOf(occupant.standing()));
                out.writeBoolean(occupant.opener());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a room.
     *
     * @param bytes as {@link #write} made them
     * @throws IllegalArgumentException if they are of another version, or damaged
     */
    public static MasterRoom read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("A room in version " + version + " cannot be read by this one");
            }
            MasterRoom room = MasterRoom.unmirrored(new JID(in.readUTF())).showingJids(in.readBoolean());
            for (int left = in.readInt(); left > 0; left--) {
                room = room.with(occupant(in));
            }
            if (in.available() > 0) {
                throw new IllegalArgumentException("More than a room: " + in.available() + " bytes");
            }
            return room;
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a whole room", e);
        }
    }

    private static VirtualOccupant occupant(DataInputStream in) throws IOException {
        VirtualOccupant joining = VirtualOccupant.joining(new JID(in.readUTF()), in.readUTF(), new JID(in.readUTF()),
            in.readLong(), Instant.ofEpochMilli(in.readLong()));
        int standing = in.readUnsignedByte();
        boolean opener = in.readBoolean();
        if (standing >= STANDINGS.size()) {
            throw new IllegalArgumentException("No standing: " + standing);
        }
        return standing == 0 ? joining : joining.accepted(STANDINGS.get(standing) == Standing.MODERATOR, opener);
    }
}
