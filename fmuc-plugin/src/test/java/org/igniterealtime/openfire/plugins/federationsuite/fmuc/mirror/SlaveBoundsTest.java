package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.there;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** Whatever grows by what others send has a bound. */
public class SlaveBoundsTest {

    private final Slave slave = new Slave(
        MirrorPolicy.DEFAULT.within(new MirrorPolicy.Bounds(2, 2, 3, 500, 4, 150, 2)));

    @Test
    @Conforms("mirror-12")
    public void aRoomTakesNoMoreLocalOccupantsThanItMay() {
        slave.has("Kev", "Amy").asks("Bob").sends(refused("Bob", jid("Bob"), "wait", "resource-constraint",
            "This mirror takes no more occupants into this room."));
        slave.leaves("Amy").showsGone("Amy").andSo().asks("Bob").sends(join("Bob"));
    }

    @Test
    public void anOccupantHasNoMoreClientsThanHeMay() {
        slave.has("Kev").receives(client("Tablet")).andSo().receives(client("Phone")).sends(
            refused("Kev", "kev@remote.example.com/Phone", "wait", "resource-constraint",
                "Too many of your clients are in this room."));
    }

    @Test
    @Conforms("mirror-12")
    public void aMasterCannotMakeARoomRememberMoreOccupantsThanItMay() {
        slave.asks("Kev");
        for (int i = 0; i < 10; i++) {
            slave.shows("Stranger" + i);
        }
        assertEquals(3, slave.room().shown().size());
        slave.hears("Stranger9", "m1", "Hello");
        assertFalse("his messages are not lost", slave.room().history().messages().isEmpty());
    }

    @Test
    public void localUsersGetInHoweverManyTheMasterShows() {
        slave.asks("Kev").andSo();
        for (int i = 0; i < 10; i++) {
            slave.shows("Stranger" + i);
        }
        slave.shows("Kev").sends(there("Stranger0", "Kev"), there("Stranger1", "Kev"), there("Stranger2", "Kev"),
            there("Kev", "Kev", SELF));
    }

    @Test
    public void historyIsBoundedByMessages() {
        slave.has("Kev");
        for (int i = 0; i < 10; i++) {
            slave.hears("Kev", "m" + i, "x");
        }
        assertEquals(java.util.List.of("m6", "m7", "m8", "m9"),
            slave.room().history().messages().stream().map(heard -> heard.id().orElseThrow()).toList());
    }

    @Test
    @Conforms("mirror-12")
    public void idsCountAsWell() {
        slave.has("Kev").hears("Kev", "m1", "x").hears("Kev", "2".repeat(200), "y");
        assertTrue(slave.room().history().messages().isEmpty());
    }

    @Test
    @Conforms("mirror-12")
    public void historyIsBoundedByCharacters() {
        slave.has("Kev").hears("Kev", "m1", "x".repeat(60)).hears("Kev", "m2", "y".repeat(60));
        assertEquals(2, slave.room().history().messages().size());
        slave.hears("Kev", "m3", "z".repeat(60));
        assertEquals(2, slave.room().history().messages().size());
        slave.hears("Kev", "m4", "z".repeat(600));
        assertTrue("what is too long by itself is not remembered", slave.room().history().messages().isEmpty());
    }

    @Test
    public void chatStatesAndReceiptsAreNoHistory() {
        slave.has("Kev").receives(("<message type='groupchat' from='%s/Kev' to='%s'>"
            + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>").formatted(MASTER, SLAVE));
        assertTrue(slave.room().history().messages().isEmpty());
    }

    private static String client(String resource) {
        return "<presence from='kev@remote.example.com/%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(resource, SLAVE);
    }

    @Test
    public void whatAMasterSaysOfOccupantsIsBoundedAllTogether() {
        slave.has("Kev").andSo();
        slave.receives(withStatus("Curtis", "x".repeat(600)));
        assertEquals("what the room says of him is kept", java.util.Optional.of("participant"),
            slave.room().shown().get("Curtis").role());
        assertFalse("what he says is not", slave.room().shown().get("Curtis").has("status"));
        slave.receives(withStatus("Curtis", "x")).andSo();
        assertTrue("when there is room again it is", slave.room().shown().get("Curtis").has("status"));
        slave.receives("<presence from='%s/Curtis' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>%s</x></presence>"
            .formatted(MASTER, SLAVE, "<status code='1'/>".repeat(50))).sends();
        assertFalse("too much of anything, and he is missing", slave.room().shown().containsKey("Curtis"));
        assertTrue("but nobody of ours is", slave.room().shown().containsKey("Kev"));
        slave.receives(withStatus("Kev", "x".repeat(600)));
        assertEquals(1, slave.takeSent().size());
        assertFalse(slave.room().shown().get("Kev").has("status"));
        slave.receives("<presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>%s</x></presence>"
            .formatted(MASTER, SLAVE, "<status code='1'/>".repeat(50)));
        assertTrue(slave.room().shown().containsKey("Kev"));
    }

    @Test
    @Conforms("mirror-12")
    public void whatOthersSayOfThemselvesLeavesLessRoomForOne() {
        slave.has("Kev").receives(withStatus("Curtis", "x".repeat(150))).receives(withStatus("Bob", "x".repeat(150)));
        assertTrue(slave.room().shown().get("Curtis").has("status"));
        assertFalse(slave.room().shown().get("Bob").has("status"));
        slave.receives(withStatus("Curtis", "y".repeat(150)));
        assertTrue("his own earlier words take no room", slave.room().shown().get("Curtis").has("status"));
    }

    private static String withStatus(String nick, String status) {
        return ("<presence from='%s/%s' to='%s'><status>%s</status><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item role='participant'/></x></presence>").formatted(MASTER, nick, SLAVE, status);
    }
}
