package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** A slave room with clients that know only the room itself (transparent mode), and others beside them. */
public class SlaveTransparentTest {

    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";

    private final Slave slave = new Slave();

    private Slave enters(String nick) {
        return slave.isGiven("<presence id='j-%s' from='%s' to='%s/%s'>%s</presence>"
            .formatted(nick, jid(nick), SLAVE, nick, ENTER));
    }

    /** The stanza that one gets who sees the slave as he would who sees the room. */
    private static String ofRoom(String xml) {
        return xml.replace("from='" + SLAVE, "from='" + MASTER);
    }

    private static String direct(String nick, String inEnter) {
        return ("<presence id='j-%s' from='%s' to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'>%s</x>"
            + "<direct xmlns='http://igniterealtime.org/protocol/federationsuite#transparent'/></presence>")
            .formatted(nick, jid(nick), MASTER, nick, inEnter);
    }

    @Test
    @Conforms({"transparent-1", "transparent-2"})
    public void eachSeesTheRoomUnderTheAddressThatHeJoined() {
        enters("Kev").sends(Wire.join("Kev"));
        slave.shows("Curtis").shows("Kev", SELF).sends(
            ofRoom(Wire.there("Curtis", "Kev")), ofRoom(Wire.there("Kev", "Kev", SELF)));
        slave.asks("Amy").sends(Wire.join("Amy"));
        slave.shows("Amy", SELF).sends(ofRoom(Wire.there("Amy", "Kev")), Wire.there("Curtis", "Amy"), Wire.there("Kev", "Amy"),
            Wire.there("Amy", "Amy", SELF), Wire.noSubject(jid("Amy")));
        slave.hears("Curtis", "m1", "Hi").sends(
            ofRoom(Wire.heard("Curtis", "m1", "<body>Hi</body>", "Kev")),
            Wire.heard("Curtis", "m1", "<body>Hi</body>", "Amy"));
        slave.says("Kev", "m2", "<body>Ho</body>").sends(Wire.said("Kev", "m2", "<body>Ho</body>"));
        slave.showsGone("Amy").andSo();
        slave.leaves("Kev").sends(Wire.part("Kev"));
        slave.showsGone("Kev").sends(ofRoom(Wire.gone("Kev", "Kev", SELF)));
        assertTrue(slave.room().isVacant());
    }

    @Test
    @Conforms("transparent-2")
    public void whatTheSlaveRemembersIsTheRoomsToo() {
        slave.has("Amy").hears("Curtis", "m1", "Hi").andSo();
        enters("Kev");
        slave.shows("Kev", SELF);
        List<Packet> toKev = slave.takeSent().stream().filter(stanza -> stanza.getTo().toString().equals(jid("Kev"))).toList();
        assertEquals("Amy, himself, one message, the subject", 4, toKev.size());
        toKev.forEach(stanza -> assertTrue(stanza.toXML(), !stanza.toXML().contains("mirror.remote.example.com")));
        assertTrue(toKev.get(2).toXML().contains("from=\"" + MASTER + "\""));
    }

    @Test
    @Conforms("transparent-5")
    public void errorsOfTheRoomAreShownAsTheRooms() {
        for (String condition : List.of("forbidden", "registration-required", "service-unavailable")) {
            enters("Kev").andSo();
            slave.refuses("Kev", condition);
            List<Packet> sent = slave.takeSent();
            assertEquals(1, sent.size());
            assertEquals(MASTER + "/Kev", sent.get(0).getFrom().toString());
            assertEquals("j-Kev", sent.get(0).getID());
            assertTrue(sent.get(0).toXML().contains(condition));
            assertTrue(slave.room().isVacant());
        }
    }

    @Test
    @Conforms("transparent-5")
    public void whoIsNotServedHereGoesOnDirectly() {
        for (String condition : List.of("not-authorized", "conflict", "item-not-found", "not-acceptable",
            "resource-constraint")) {
            enters("Kev").andSo();
            slave.refuses("Kev", condition).sends(direct("Kev", ""));
            assertTrue(slave.room().isVacant());
        }
        slave.isGiven("<presence id='j-Kev' from='%s' to='%s/Kev'><show>away</show><x xmlns='http://jabber.org/protocol/muc'>"
            .formatted(jid("Kev"), SLAVE) + "<password>p</password><history maxstanzas='3'/></x></presence>").andSo();
        slave.refuses("Kev", "not-authorized").sends(direct("Kev", "<password>p</password><history maxstanzas='3'/>")
            .replace("<x ", "<show>away</show><x "));
        slave.asks("Kev").andSo().refuses("Kev", "not-authorized");
        assertEquals("who asked for the slave is told", SLAVE + "/Kev", slave.takeSent().get(0).getFrom().toString());
    }

    @Test
    @Conforms("transparent-5")
    public void whoLeavesWhileHeIsLetGoOnDirectlyLeavesTheRoomDirectlyToo() {
        enters("Kev").andSo();
        slave.refuses("Kev", "conflict").sends(direct("Kev", ""));
        String part = "<presence type='unavailable' from='%s' to='%s/Kev'><status>bye</status>%s</presence>";
        slave.isGiven(part.formatted(jid("Kev"), SLAVE, "")).sends(part.formatted(jid("Kev"), MASTER,
            "<direct xmlns='http://igniterealtime.org/protocol/federationsuite#transparent'/>"));
        slave.receives(part.formatted(jid("Kev"), SLAVE, "")).sends();
    }

    @Test
    @Conforms("transparent-5")
    public void whomTheMirrorHasNoPlaceForGoesOnDirectly() {
        MirrorPolicy.Bounds few = new MirrorPolicy.Bounds(1, 1, 10, 10_000, 10, 10_000, 10);
        Slave small = new Slave(MirrorPolicy.DEFAULT.within(few)).has("Amy");
        small.isGiven("<presence id='j-Kev' from='%s' to='%s/Kev'>%s</presence>".formatted(jid("Kev"), SLAVE, ENTER))
            .sends(direct("Kev", ""));
    }

    @Test
    @Conforms("transparent-5")
    public void aNickThatTheRoomChangesIsTheUsersOwnAffair() {
        enters("Kev").andSo();
        slave.receives("<presence from='%s/Kevin' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc#user'>%s</x></presence>"
            .formatted(MASTER, SLAVE, SELF)).sends(direct("Kev", ""), Wire.part("Kevin"));
    }

    @Test
    @Conforms("transparent-2")
    public void aClientThatEntersUnderTheOtherAddressLeavesTheOneAndEntersTheOther() {
        slave.has("Kev");
        enters("Kev").sends(Wire.goneFor("Kev", jid("Kev"), SELF), ofRoom(Wire.there("Kev", "Kev", SELF)),
            ofRoom(Wire.noSubject(jid("Kev"))));
        slave.hears("Curtis", "m1", "Hi").sends(ofRoom(Wire.heard("Curtis", "m1", "<body>Hi</body>", "Kev")));
        slave.isGiven("<presence id='j-Other' from='%s' to='%s/Other'>%s</presence>".formatted(jid("Kev"), SLAVE, ENTER));
        assertEquals("a change of the nick", MASTER + "/Other", slave.takeSent().get(0).getFrom().toString());
    }

    @Test
    @Conforms({"transparent-2", "transparent-4"})
    public void clientsOfOneUserSeeItEachInItsWay() {
        enters("Kev");
        slave.shows("Kev", SELF).andSo();
        slave.receives("<presence from='kev@remote.example.com/Tablet' to='%s/Kev'>%s</presence>".formatted(SLAVE, ENTER))
            .sends(Wire.thereFor("Kev", "kev@remote.example.com/Tablet", SELF), Wire.noSubject("kev@remote.example.com/Tablet"));
        slave.receives("<message type='chat' id='w' from='%s/Curtis' to='%s/Kev'><body>psst</body></message>"
            .formatted(MASTER, SLAVE));
        assertEquals(List.of(MASTER + "/Curtis", SLAVE + "/Curtis"),
            slave.takeSent().stream().map(stanza -> stanza.getFrom().toString()).toList());
    }

    @Test
    @Conforms("transparent-4")
    public void itIsAskedUnderTheRoomsAddressAndItsAccountUnderTheSlaves() {
        enters("Kev");
        slave.shows("Kev", SELF).andSo();
        slave.receives("<iq type='get' id='c1' from='%s/Curtis' to='%s/Kev'><query xmlns='jabber:iq:version'/></iq>"
            .formatted(MASTER, SLAVE));
        Packet question = slave.takeSent().get(0);
        assertEquals(MASTER + "/Curtis", question.getFrom().toString());
        slave.isGiven("<iq type='result' id='%s' from='%s' to='%s/Curtis'/>".formatted(question.getID(), jid("Kev"), SLAVE))
            .sends("<iq type='result' id='c1' from='%s/Kev' to='%s/Curtis'/>".formatted(SLAVE, MASTER));
        slave.receives("<iq type='get' id='c2' from='%s/Curtis' to='%s/Kev'><vCard xmlns='vcard-temp'/></iq>"
            .formatted(MASTER, SLAVE));
        Packet card = slave.takeSent().get(0);
        assertEquals("the answer of the server has to come here", SLAVE + "/Curtis", card.getFrom().toString());
        assertEquals("kev@remote.example.com", card.getTo().toString());
    }

    @Test
    @Conforms("transparent-2")
    public void whoIsNotInIsToldSoUnderTheAddressThatHeWroteTo() {
        slave.isGiven("<message type='groupchat' id='m' from='%s' to='%s'><body>Hi</body></message>"
            .formatted(jid("Kev"), SLAVE));
        Packet error = slave.takeSent().get(0);
        assertEquals(MASTER, error.getFrom().toString());
        assertTrue(error.toXML().contains("not-acceptable"));
    }
}
