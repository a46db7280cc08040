package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver.Decision;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver.Seat;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Which stanzas of local users go to the slave, and which pass as their own. */
public class TakeOverTest {

    private static final String ROOM = "room@talk.example.com";
    private static final String SWIFT = "kev@remote.example.com/Swift";
    private static final String TABLET = "kev@remote.example.com/Tablet";
    private static final String JOIN = "<presence from='%s' to='room@talk.example.com/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private Seat seat = Seat.NONE;
    private Optional<LocalOccupant> occupant = Optional.empty();
    private boolean allowed = true;

    private void takes(String xml, Seat then) {
        assertEquals(xml, new Decision(true, then), decide(xml));
    }

    private void passes(String xml, Seat then) {
        assertEquals(xml, new Decision(false, then), decide(xml));
    }

    private Decision decide(String xml) {
        Packet stanza = Xml.stanza(xml.replace("%s", SWIFT));
        return TakeOver.on(stanza, seat, occupant, () -> allowed);
    }

    /** In, with the first client as it is known to the room, and the second. */
    private void isIn() {
        UserStanza.Available join = (UserStanza.Available) UserStanza.read(Xml.stanza(JOIN.formatted(SWIFT))).orElseThrow();
        LocalOccupant first = LocalOccupant.queued(join, Instant.EPOCH, View.TRANSPARENT)
            .in(LocalOccupant.Phase.JOINED, Instant.MAX);
        occupant = Optional.of(first.withClient(Client.entering(join.by(new JID(TABLET)), Instant.EPOCH,
            View.TRANSPARENT)));
        seat = Seat.TAKEN;
    }

    @Test
    @Conforms("transparent-1")
    public void aJoinIsTakenWhereItMayBe() {
        takes(JOIN, Seat.TAKEN);
        allowed = false;
        passes(JOIN, Seat.NONE);
    }

    @Test
    @Conforms("transparent-3")
    public void whatIsNoJoinToARoomPasses() {
        passes("<presence from='%s' to='curtis@example.com'/>", Seat.NONE);
        passes("<presence from='%s' to='room@talk.example.com/Kev'/>", Seat.NONE);
        passes("<presence from='%s' to='room@talk.example.com'><x xmlns='http://jabber.org/protocol/muc'/></presence>", Seat.NONE);
        passes("<presence type='subscribe' from='%s' to='room@talk.example.com'/>", Seat.NONE);
        passes("<message type='groupchat' from='%s' to='room@talk.example.com'/>", Seat.NONE);
        passes("<message type='chat' from='%s' to='room@talk.example.com/Curtis'/>", Seat.NONE);
        passes("<iq type='get' id='1' from='%s' to='room@talk.example.com'><ping xmlns='urn:xmpp:ping'/></iq>", Seat.NONE);
        passes("<presence type='unavailable' from='%s' to='room@talk.example.com/Kev'/>", Seat.NONE);
    }

    @Test
    @Conforms("transparent-5")
    public void whatTheSlaveLetsGoOnToTheRoomIsNotTakenAndOnlyAJoinMakesItsClientADirectOne() {
        Presence join = (Presence) Xml.stanza(JOIN.formatted(SWIFT));
        Presence part = (Presence) Xml.stanza("<presence type='unavailable' from='%s' to='room@talk.example.com/Kev'/>"
            .formatted(SWIFT));
        assertEquals(new Decision(false, Seat.NONE), TakeOver.onDirect(join, Seat.TAKEN));
        assertEquals("he may have asked to join again since", new Decision(false, Seat.TAKEN),
            TakeOver.onDirect(part, Seat.TAKEN));
        assertEquals(new Decision(false, Seat.NONE), TakeOver.onDirect(part, Seat.NONE));
    }

    @Test
    @Conforms({"transparent-1", "transparent-3"})
    public void ofOneWhoIsInPresenceAndWhatHeSaysToAllIsTaken() {
        isIn();
        takes("<presence from='%s' to='room@talk.example.com/Kev'><show>away</show></presence>", Seat.TAKEN);
        takes("<presence from='%s' to='room@talk.example.com/Other'/>", Seat.TAKEN);
        takes("<message type='groupchat' from='%s' to='room@talk.example.com'><body>Hi</body></message>", Seat.TAKEN);
        takes("<message type='error' from='%s' to='room@talk.example.com/Curtis'/>", Seat.TAKEN);
        takes("<presence type='error' from='%s' to='room@talk.example.com/Curtis'/>", Seat.TAKEN);
        takes("<presence type='unavailable' from='%s' to='room@talk.example.com/Kev'/>", Seat.TAKEN);
        passes("<presence type='subscribe' from='%s' to='room@talk.example.com'/>", Seat.TAKEN);
        allowed = false;
        takes(JOIN, Seat.TAKEN);
        occupant = Optional.empty();
        passes(JOIN, Seat.NONE);
    }

    @Test
    @Conforms("transparent-4")
    public void whatConcernsHimAlonePassesAsHisOwn() {
        isIn();
        for (String to : new String[] {ROOM, ROOM + "/Curtis"}) {
            passes("<iq type='get' id='1' from='%s' to='" + to + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
                Seat.TAKEN);
            passes("<iq type='get' id='1' from='%s' to='" + to + "'><ping xmlns='urn:xmpp:ping'/></iq>", Seat.TAKEN);
            passes("<message from='%s' to='" + to + "'><x xmlns='jabber:x:data' type='submit'/></message>", Seat.TAKEN);
        }
        passes("<message type='chat' from='%s' to='room@talk.example.com/Curtis'><body>Hi</body></message>", Seat.TAKEN);
        takes("<iq type='get' id='1' from='%s' to='room@talk.example.com/Kev'><ping xmlns='urn:xmpp:ping'/></iq>", Seat.TAKEN);
        takes("<iq type='result' id='1' from='%s' to='room@talk.example.com/Curtis'/>", Seat.TAKEN);
        takes("<iq type='error' id='1' from='%s' to='room@talk.example.com'/>", Seat.TAKEN);
    }

    @Test
    @Conforms("transparent-4")
    public void aClientThatTheRoomDoesNotKnowSpeaksToOccupantsThroughTheSlave() {
        isIn();
        String[] toOccupants = {"<message type='chat' from='%s' to='room@talk.example.com/Curtis'><body>Hi</body></message>",
            "<iq type='get' id='1' from='%s' to='room@talk.example.com/Curtis'><vCard xmlns='vcard-temp'/></iq>",
            "<message from='%s' to='room@talk.example.com'><x xmlns='jabber:x:data' type='submit'/></message>"};
        for (String xml : toOccupants) {
            takes(xml.formatted(TABLET), Seat.TAKEN);
        }
        passes("<iq type='get' id='1' from='%s' to='room@talk.example.com'><x xmlns='urn:x'/></iq>".formatted(TABLET),
            Seat.TAKEN);
        occupant = Optional.empty();
        for (String xml : toOccupants) {
            passes(xml.formatted(TABLET), Seat.TAKEN);
        }
    }
}
