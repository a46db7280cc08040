package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** What is known of a slave's stanza while the server routes it. */
public class UnderWayTest {

    private static final JID SLAVE = new JID("jabberchat\\40talk.example.com@mirror.remote.example.com");
    private static final JID KEV = new JID(Master.jid("Kev"));
    private final MasterRoom room = new Master().has("Kev").room();
    private final VirtualOccupant kev = room.occupants().get(KEV);
    private final Packet stanza = Xml.stanza("<message type='groupchat'/>");
    private final SlaveStanza said = new SlaveStanza.Say(SLAVE, "Kev");
    private final UnderWay underWay = new UnderWay();

    @Test
    public void whoseMessageIsSentIsKnownOnThisThreadInThisRoomAndForThisStanzaOnly() {
        underWay.begin(stanza, said, room, KEV);
        assertEquals(Optional.of(kev), underWay.shownSpeaker(room.address()));
        assertEquals(Optional.empty(), underWay.shownSpeaker(new JID("other@talk.example.com")));
        assertEquals(Optional.empty(),
            CompletableFuture.supplyAsync(() -> underWay.shownSpeaker(room.address())).join());
        assertEquals("another stanza's end", Optional.empty(), underWay.end(Xml.stanza("<message type='groupchat'/>")));
        assertEquals(Optional.of(said), underWay.end(stanza));
        assertEquals(Optional.empty(), underWay.shownSpeaker(room.address()));
        assertEquals(Optional.empty(), underWay.end(stanza));
    }

    @Test
    public void aMessageThatItsSlaveHasNotShownHasNoSuchSpeaker() {
        underWay.begin(stanza, said, room, null);
        assertEquals(Optional.empty(), underWay.shownSpeaker(room.address()));
        assertEquals(Optional.of(said), underWay.end(stanza));
    }

    @Test
    public void aStanzaThatWasStoppedOnItsWayIsReplacedByTheNext() {
        underWay.begin(stanza, said, room, KEV);
        Packet next = Xml.stanza("<presence/>");
        SlaveStanza part = new SlaveStanza.Part(SLAVE, "Kev");
        underWay.begin(next, part, room, null);
        assertEquals(Optional.empty(), underWay.shownSpeaker(room.address()));
        assertEquals(Optional.of(part), underWay.end(next));
    }
}
