package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** What a node makes of the whole room, as another tells it, when it is told with it what has led there. */
public class SharedRoomFollowTest {

    private static final SlaveRoom VACANT = new Slave().room();
    private static final JID SLAVE = VACANT.address().slave();
    private static final Set<String> NODES = Set.of("one", "two");
    private static final String KEEPER = Owners.of(SLAVE, NODES);
    private static final String OTHER = KEEPER.equals("one") ? "two" : "one";

    private final Slave slave = new Slave();
    private final RecordingSite site = new RecordingSite(OTHER);
    private final SharedRoom room = new SharedRoom(VACANT, false, site);

    /** The other node has the room as a term began, and is told it as it is after a change or two. */
    private void isTold(long term, long... recent) {
        slave.asks("Kev");
        room.among(Set.of(KEEPER));
        room.heard(whole(new Version(1, KEEPER, 0), List.of()));
        site.takeDone();
        room.heard(whole(new Version(term, KEEPER, 2), LongStream.of(recent).mapToObj(number ->
            new RoomNews.Changed(SLAVE, KEEPER, new Version(term, KEEPER, number),
                site.codecs().changes().encode(slave.room(), slave.room()), Map.of(),
                site.codecs().effects().encode(List.of(new Effect.Send(new Message()))), 0)).toList()));
        site.after(Duration.ofSeconds(3));
        room.pass();
    }

    private RoomNews.Whole whole(Version version, List<RoomNews.Changed> recent) {
        return new RoomNews.Whole(SLAVE, version, version, site.codecs().wholes().encode(slave.room()), Map.of(), false, recent);
    }

    @Test
    public void whatHasLedThereFromWhatItHasItsClientsAreTold() {
        isTold(1, 1, 2);
        assertEquals(List.of("becomes [Kev]", "delivers 1", "becomes [Kev]", "delivers 1"), site.takeDone());
        assertEquals(List.of(), site.missed);
    }

    @Test
    public void ifSomeOfThatIsNotKnownAnyMoreTheyMayHaveMissedSomething() {
        isTold(1, 2);
        assertEquals(List.of("becomes [Kev]"), site.takeDone());
        assertEquals(1, site.missed.size());
    }

    @Test
    public void soTheyMayIfItBeganFromSomethingElse() {
        isTold(2, 1, 2);
        assertEquals(List.of("becomes [Kev]"), site.takeDone());
        assertEquals(1, site.missed.size());
    }
}
