package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.junit.Before;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What becomes of those whom the suite enters again after a split when the link to the room's server is lost just then. */
public class HealedSplitTest {

    /** The rooms of three nodes, and a master whose server may be out of reach. */
    private static final class World extends RoomSharesTest {

        private boolean lost;

        @Override
        void toMaster(Packet stanza) {
            boolean crosses = stanza.getTo().getDomain().equals(room.master().getDomain());
            if (lost && crosses) {
                comesBack(stanza);
            } else if (crosses && stanza instanceof IQ) {
                answers.add(Xml.stanza("<iq type='result' id='%s' from='%s' to='%s'/>".formatted(stanza.getID(), stanza.getTo(),
                    stanza.getFrom())));
            } else {
                super.toMaster(stanza);
            }
        }

        private void comesBack(Packet stanza) {
            String kind = stanza.getElement().getName();
            answers.add(Xml.stanza("<%s type='error' id='%s' from='%s' to='%s'><error type='cancel'>".formatted(kind,
                stanza.getID(), stanza.getTo(), stanza.getFrom())
                + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></" + kind + ">"));
        }
    }

    private final World world = new World();
    private ClusterNode behind;

    /** Node one, which kept the room, goes on without the others, and they without it; then the link is lost for both. */
    @Before
    public void split() {
        world.startThree();
        world.allEnter();
        behind = world.nodes.remove("one");
        world.connected.remove(RoomSharesTest.client("one"));
        world.cluster.pause("one");
        world.cluster.part("one");
        behind.shares().left();
        world.settle();
        world.pass(Duration.ofSeconds(30));
        assertEquals(Set.of("two", "three"), world.occupants);
    }

    private void heal() {
        world.nodes.put("one", behind);
        world.connected.add(RoomSharesTest.client("one"));
        world.cluster.meet("one");
        world.cluster.resume("one");
        world.cluster.lose();
        behind.shares().joined();
        world.nodes.get("two").shares().came();
        world.nodes.get("three").shares().came();
    }

    private List<Packet> errors() {
        return behind.got(RoomSharesTest.client("one")).stream().filter(stanza -> stanza instanceof Presence presence
            && presence.getType() == Presence.Type.error).toList();
    }

    private boolean wasTold() {
        return behind.heard(RoomSharesTest.client("one")).contains(FmucText.SERVERS_APART.key());
    }

    /** Somebody says something that comes back. */
    private void lose() {
        world.lost = true;
        world.says("two", "a");
        world.settle();
    }

    @Test
    public void whoeverIsEnteredAgainWhenTheLinkIsLostForAMomentKeepsHisPlace() {
        lose();
        healsAndSoonTheLinkIsBack();
    }

    @Test
    public void howeverLongTheLinkHasBeenLostItIsLookedAtOnceMoreBeforeHeIsRefused() {
        lose();
        world.pass(Duration.ofSeconds(40));
        healsAndSoonTheLinkIsBack();
    }

    private void healsAndSoonTheLinkIsBack() {
        heal();
        world.pass(Duration.ofMillis(800));
        assertTrue(wasTold());
        assertEquals("he waits", List.of(), errors());
        world.lost = false;
        world.pass(Duration.ofSeconds(5));
        assertEquals(List.of(), errors());
        assertEquals(Set.of("one", "two", "three"), world.occupants);
    }

    @Test
    public void ifItStaysLostHeIsToldSo() {
        lose();
        heal();
        world.pass(Duration.ofSeconds(15));
        assertEquals(1, errors().size());
        assertTrue(errors().get(0).toXML(), errors().get(0).toXML().contains("remote-server-timeout"));
        assertEquals(Set.of("two", "three"), Set.copyOf(world.nodes.get("two").rooms().find(world.room.slave()).orElseThrow()
            .locals().keySet()));
    }
}
