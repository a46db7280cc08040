package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.heard;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.said;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What a slave room keeps to itself where the link to its master is thin, and what its users see all the same. */
public class SlaveThinLinkTest {

    private static final MirrorPolicy THIN = MirrorPolicy.DEFAULT.with(new ThinPolicy(true, 10, 0));
    private static final String BODY = "<body>Hello</body>";
    private static final String COMPOSING = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    private static final String ACTIVE = "<active xmlns='http://jabber.org/protocol/chatstates'/>";
    private static final String AWAY = "<show>away</show><status>At lunch</status>";
    private static final String ITEM = "<item affiliation='none' role='participant'/>";
    private final Slave slave = new Slave(THIN).has("Kev", "Amy");

    @Test
    @Conforms("thin-1")
    public void aMereChangeOfStatusIsShownHereAsTheRoomWouldAndDoesNotCross() {
        slave.receives(status("Kev", AWAY)).sends(
            shown("Kev", "Kev", AWAY, ITEM + "<status code='110'/>"), shown("Kev", "Amy", AWAY, ITEM));
    }

    @Test
    @Conforms("thin-1")
    public void whoeverComesLaterSeesTheStatusThatDidNotCross() {
        slave.receives(status("Kev", AWAY)).asks("Bob").andSo().shows("Bob");
        List<Packet> sent = slave.takeSent();
        assertTrue(sent.toString(), sent.stream().anyMatch(stanza -> stanza instanceof Presence presence
            && presence.getTo().toString().equals(jid("Bob")) && presence.getFrom().getResource().equals("Kev")
            && "At lunch".equals(presence.getStatus())));
    }

    @Test
    @Conforms("thin-1")
    public void whatTheRoomSaysOfAnOccupantDoesNotUndoTheStatusThatItDoesNotKnow() {
        String visitor = "<item affiliation='none' role='visitor'/>";
        slave.receives(status("Kev", AWAY)).andSo().receives(("<presence from='%s/Kev' to='%s'><show>chat</show>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'>%s</x></presence>").formatted(MASTER, SLAVE, visitor)).sends(
            shown("Kev", "Kev", AWAY, visitor + "<status code='110'/>"), shown("Kev", "Amy", AWAY, visitor));
        slave.receives(status("Kev", "<show>xa</show>")).sends(
            shown("Kev", "Kev", "<show>xa</show>", visitor + "<status code='110'/>"),
            shown("Kev", "Amy", "<show>xa</show>", visitor));
    }

    @Test
    @Conforms("thin-1")
    public void whatSomebodySaysOfHimselfOnTheWayInIsShownWhenHeIsIn() {
        slave.asks("Bob").andSo().receives(status("Bob", AWAY)).sends();
        slave.shows("Bob");
        List<Packet> sent = slave.takeSent();
        assertTrue("nothing crosses: " + sent, sent.stream().noneMatch(stanza -> stanza.getTo().asBareJID().toString()
            .equals(MASTER)));
        assertEquals("At lunch", ((Presence) sent.get(sent.size() - 1)).getStatus());
        assertEquals(jid("Bob"), sent.get(sent.size() - 1).getTo().toString());
    }

    @Test
    public void idsThatARoomGivesToOccupantsStay() {
        String id = "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='o1'/>";
        slave.receives(("<presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>%s</x>%s</presence>")
            .formatted(MASTER, SLAVE, ITEM, id)).andSo();
        slave.receives(status("Kev", "<show>dnd</show>"));
        Packet seen = slave.takeSent().get(1);
        assertEquals("o1", seen.getElement().element("occupant-id").attributeValue("id"));
    }

    @Test
    @Conforms("thin-1")
    public void typingIsShownHereAndDoesNotCross() {
        for (String typing : List.of(COMPOSING, COMPOSING + "<no-store xmlns='urn:xmpp:hints'/><thread>t</thread>",
            "<paused xmlns='http://jabber.org/protocol/chatstates'/><origin-id xmlns='urn:xmpp:sid:0' id='o'/>",
            "<x xmlns='jabber:x:event'><composing/><id>m0</id></x>")) {
            slave.says("Kev", "c1", typing).sends(heard("Kev", "c1", typing, "Kev"), heard("Kev", "c1", typing, "Amy"));
        }
        assertTrue("nothing is kept of it", slave.room().link().kept().isEmpty());
    }

    @Test
    public void whatSaysMoreThanThatSomebodyIsTypingCrosses() {
        for (String more : List.of("<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/>" + ACTIVE,
            "<encrypted xmlns='eu.siacs.conversations.axolotl'/>" + ACTIVE, COMPOSING + "<subject>Topic</subject>",
            "<reactions xmlns='urn:xmpp:reactions:0' id='m1'/>", "<x xmlns='jabber:x:event'><displayed/><id>m0</id></x>")) {
            slave.says("Kev", "m1", more).sends(said("Kev", "m1", more));
        }
    }

    @Test
    @Conforms("thin-1")
    public void thatSomebodyIsThereIsNotSaidBesideWhatHeSays() {
        slave.says("Kev", "m1", BODY + ACTIVE + "<thread>t</thread>").sends(said("Kev", "m1", BODY + "<thread>t</thread>"));
        slave.hears("Kev", "m1", "Hello").andSo();
        assertTrue("it is known again", slave.room().link().kept().isEmpty());
        slave.says("Kev", "m2", BODY + COMPOSING).sends(said("Kev", "m2", BODY + COMPOSING));
        Slave hasty = new Slave(THIN.withFireAndForget(true)).has("Kev");
        hasty.says("Kev", "m1", BODY + ACTIVE).sends(
            said("Kev", "m1", BODY + "<nomirror xmlns='http://isode.com/protocol/fmuc'/>"),
            heard("Kev", "m1", BODY + ACTIVE, "Kev"));
    }

    @Test
    public void privateTypingCrossesNeitherAndStaysAmongNeighbours() {
        slave.receives(whisper("Kev", "Curtis", COMPOSING)).sends();
        slave.receives(whisper("Kev", "Curtis", BODY + ACTIVE)).sends(
            "<message type='chat' id='p' from='%s/Kev' to='%s/Curtis'>%s</message>".formatted(SLAVE, MASTER, BODY));
        slave.receives(whisper("Kev", "Amy", COMPOSING));
        assertEquals(jid("Amy"), slave.takeSent().get(0).getTo().toString());
    }

    @Test
    @Conforms("thin-1")
    public void littleHistoryIsAskedForByWhoeverOpensTheRoom() {
        assertEquals("<history maxstanzas='10'/>", history(new Slave(THIN), ""));
        assertEquals("<history maxstanzas='3'/>", history(new Slave(THIN), "<history maxstanzas='3'/>"));
        assertEquals("<history maxstanzas='10' maxchars='500'/>", history(new Slave(THIN), "<history maxchars='500'/>"));
        Slave recent = new Slave(MirrorPolicy.DEFAULT.with(new ThinPolicy(true, 5, 600)));
        assertEquals("<history maxstanzas='5' seconds='600'/>", history(recent, "<history maxstanzas='50' seconds='3600'/>"));
        assertEquals("", history(new Slave(), ""));
        assertEquals("whoever comes later gets it from here", "", history(slave, ""));
    }

    private static String history(Slave one, String wanted) {
        one.receives("<presence from='%s' to='%s/Bob'><x xmlns='http://jabber.org/protocol/muc'>%s</x></presence>"
            .formatted(jid("Bob"), SLAVE, wanted));
        Packet join = one.takeSent().get(0);
        var enter = join.getElement().element("x");
        if (enter == null) {
            return "";
        }
        var history = enter.element("history");
        StringBuilder text = new StringBuilder("<history");
        for (String name : List.of("maxstanzas", "maxchars", "seconds")) {
            text.append(history.attributeValue(name) == null ? "" : " " + name + "='" + history.attributeValue(name) + "'");
        }
        return text + "/>";
    }

    @Test
    @Conforms("thin-3")
    public void whoeverComesAndGoesAndSpeaksDoesSoAsOverAnyLink() {
        slave.leaves("Amy").sends(part("Amy"));
        slave.showsGone("Amy").andSo();
        slave.says("Kev", "s1", "<subject>Weather</subject>").sends(said("Kev", "s1", "<subject>Weather</subject>"));
        slave.receives("<presence from='%s' to='%s/Kevin'/>".formatted(jid("Kev"), SLAVE));
        assertEquals("a new nick is refused", Presence.Type.error, ((Presence) slave.takeSent().get(0)).getType());
    }

    @Test
    public void aLostLinkChangesNothingOfThat() {
        slave.says("Kev", "m1", BODY).breaks().andSo();
        slave.receives(status("Kev", AWAY));
        assertTrue(slave.takeSent().stream().allMatch(stanza -> stanza.getTo().getDomain().equals("remote.example.com")));
        slave.shows("Kev", "<status code='110'/>");
        List<Packet> sent = slave.takeSent();
        assertTrue("he is in again as he said he is: " + sent, sent.stream().noneMatch(stanza ->
            stanza instanceof Presence presence && "Kev".equals(presence.getFrom().getResource())
                && presence.getType() == null && presence.getStatus() == null));
    }

    @Test
    public void whatIsNoTypingIsNotShownWhileTheLinkIsLostAndForgottenThen() {
        String encrypted = "<encrypted xmlns='eu.siacs.conversations.axolotl'/>" + ACTIVE;
        Slave ordinary = new Slave().has("Kev").says("Kev", "m1", BODY).breaks().andSo();
        ordinary.says("Kev", "m2", encrypted);
        assertEquals("error", ordinary.takeSent().get(0).getElement().attributeValue("type"));
    }

    private static String status(String nick, String content) {
        return "<presence from='%s' to='%s/%s'>%s</presence>".formatted(jid(nick), SLAVE, nick, content);
    }

    private static String shown(String nick, String to, String status, String inMucUser) {
        return "<presence from='%s/%s' to='%s'>%s<x xmlns='http://jabber.org/protocol/muc#user'>%s</x></presence>"
            .formatted(SLAVE, nick, jid(to), status, inMucUser);
    }

    private static String whisper(String from, String to, String content) {
        return "<message type='chat' id='p' from='%s' to='%s/%s'>%s</message>".formatted(jid(from), SLAVE, to, content);
    }
}
