package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkState;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Which mirrored rooms are listed, and in which order. */
public class MirrorsQueryTest {

    private static final RoomView HALL = room(RoomId.Side.MIRROR, "hall@rooms.b.lit", 7, LinkState.LOST, 10, 100);
    private static final RoomView ATTIC = room(RoomId.Side.MASTER, "attic@rooms.a.lit", 9, LinkState.UP, 30, 40);
    private static final RoomView CELLAR = room(RoomId.Side.MASTER, "cellar@rooms.a.lit", 3, LinkState.DOUBTED, 20, 220);

    private static RoomView room(RoomId.Side side, String address, int occupants, LinkState state, long crossed, long plain) {
        Tally tally = new Tally(new Tally.Volume(1, crossed), Tally.Volume.NONE, new Tally.Volume(1, plain), Tally.Volume.NONE);
        return new RoomView(new RoomId(side, new JID(address)),
            List.of(new RoomView.Branch("mirror.b.lit", state, 1, tally)), occupants, false, 0, 0, tally, Optional.empty());
    }

    private static MirrorsQuery query(String... sent) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < sent.length; i += 2) {
            values.put(sent[i], List.of(sent[i + 1]));
        }
        return MirrorsQuery.read(new Parameters(values));
    }

    private static String listed(String... sent) {
        MirrorsQuery query = query(sent);
        return String.join(" ", Stream.of(HALL, ATTIC, CELLAR).filter(query::fits).sorted(query.order())
            .map(room -> room.id().room().getNode()).toList());
    }

    @Test
    public void roomsAreSortedByWhatIsAskedFor() {
        assertEquals("attic cellar hall", listed());
        assertEquals("hall cellar attic", listed("desc", "true"));
        assertEquals("cellar hall attic", listed("sort", "occupants"));
        assertEquals("attic cellar hall", listed("sort", "state"));
        assertEquals("hall cellar attic", listed("sort", "crossed"));
        assertEquals("attic hall cellar", listed("sort", "saved"));
        assertEquals("cellar hall attic", listed("sort", "saved", "desc", "true"));
        assertEquals("by what there is not", "attic cellar hall", listed("sort", "colour"));
    }

    @Test
    public void roomsAreFoundByNameBySideAndByTheOtherServer() {
        assertEquals("hall", listed("q", " HALL "));
        assertEquals("attic cellar", listed("side", "master"));
        assertEquals("", listed("side", "master", "q", "hall"));
        assertEquals("attic cellar hall", listed("q", "mirror.b"));
        assertEquals("", listed("q", "nowhere"));
    }

    @Test
    public void aLinkLeadsToTheSameListAndNamesOnlyWhatIsNotAsAlways() {
        assertEquals("x.jsp", query().link("x").toString());
        assertEquals("x.jsp?q=hall&side=master&sort=saved&desc=true&page=2",
            query("q", "hall", "side", "master", "sort", "saved", "desc", "true", "page", "2").link("x").toString());
    }
}
