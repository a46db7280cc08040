package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.junit.Test;
import org.xmpp.packet.JID;

/** A room of ours with users whose home is another node: who they are, and which copies their home is to have. */
public class FarRoomTest {

    private static final String ROOM = "jabberchat@talk.example.com";
    private static final JID SLAVE = new JID("jabberchat\\40talk.example.com@mirror.remote.example.com");
    private static final SlavePolicy POLICY = SlavePolicy.ordinary(false);
    private static final String HELLO = "<message type='groupchat' id='m' from='" + ROOM + "/Curtis' to='%s'><body>Hi</body>"
        + "</message>";

    private final Master master = new Master().has("Kev", "Amy");
    private final FarRoom far = told();

    private FarRoom told() {
        FarRoom told = FarRoom.unknown(new JID(ROOM));
        for (PartyNews news : PartyNews.all(master.room(), slave -> 7)) {
            told = told.hearing("one", news, Master.START);
        }
        return told;
    }

    @Test
    public void itIsKnownWhoCameThroughASlave() {
        assertEquals(List.of("Kev", "Amy"), far.through(SLAVE).stream().map(VirtualOccupant::nick).toList());
        assertEquals(List.of(), far.through(new JID("other@mirror.lit")));
        assertTrue(far.has(new JID(Master.jid("Kev"))));
        assertFalse(far.has(new JID(Master.jid("Bob"))));
        assertFalse(far.isForgettable());
    }

    @Test
    public void ofABroadcastTheHomeHasTheCopyThatGoesToTheSlaveAndNoOther() {
        FanOut fanOut = FanOut.ofStanza();
        assertTrue(isForHome("Kev", HELLO, fanOut));
        assertFalse(isForHome("Amy", HELLO, fanOut));
    }

    @Test
    public void ofSomebodysPresenceTheHomeHasTheCopyThatGoesToTheSlaveWhichOfItsOwnUserIsHisOwn() {
        String presence = "<presence from='" + ROOM + "/%s' to='%%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant'/></x></presence>";
        FanOut fanOut = FanOut.ofStanza();
        assertTrue(isForHome("Kev", presence.formatted("Curtis"), fanOut));
        assertFalse(isForHome("Amy", presence.formatted("Curtis"), fanOut));
        assertFalse(isForHome("Kev", presence.formatted("Amy"), fanOut));
        assertTrue(isForHome("Amy", presence.formatted("Amy"), fanOut));
    }

    @Test
    public void whatIsForOneAloneIsForHisHome() {
        assertTrue(isForHome("Amy", "<message type='chat' from='" + ROOM + "/Curtis' to='%s'><body>psst</body></message>",
            FanOut.ofStanza()));
        assertTrue(isForHome("Amy", "<iq type='get' id='q' from='" + ROOM + "/Curtis' to='%s'>"
            + "<query xmlns='jabber:iq:version'/></iq>", FanOut.ofStanza()));
    }

    private boolean isForHome(String nick, String xml, FanOut fanOut) {
        VirtualOccupant receiver = far.room().occupants().get(new JID(Master.jid(nick)));
        return far.isForHome(receiver, RoomCopy.read(Xml.stanza(xml.formatted(Master.jid(nick)))).orElseThrow(), fanOut, POLICY,
            master.circumstances());
    }

    @Test
    public void theLaterClaimStaysAndOfTwoThatAreAsLateOneDoes() {
        FarRoom.Claim early = new FarRoom.Claim("one", 7);
        FarRoom.Claim late = new FarRoom.Claim("one", 8);
        FarRoom.Claim other = new FarRoom.Claim("two", 7);
        assertTrue(late.beats(early) && late.beats(other));
        assertFalse(early.beats(late) || other.beats(late));
        assertTrue(other.beats(early));
        assertFalse(early.beats(other));
        assertFalse("nobody beats himself", early.beats(early));
    }
}
