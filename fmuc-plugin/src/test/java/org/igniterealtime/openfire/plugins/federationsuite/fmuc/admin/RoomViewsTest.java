package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.OccupantView.State;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView.Branch;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally.Volume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What administrators see of a room, on either side of its link: how the link stands, who is in, and how far each is. */
public class RoomViewsTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String FAR = SLAVE.replace("remote", "far");
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String SELF = "<status code='110'/>";
    private static final String REMOTE_DOMAIN = "mirror.remote.example.com";
    private static final DialectView FOUND = new DialectView(Dialect.PROTOXEP, DialectView.Source.ADVERTISED);
    private static final Tally TALLY = new Tally(new Volume(1, 2), new Volume(3, 4), new Volume(5, 6), new Volume(7, 8));
    private static final Tally TWICE = new Tally(new Volume(2, 4), new Volume(6, 8), new Volume(10, 12), new Volume(14, 16));

    private final Slave slave = new Slave();
    private final Master master = new Master();

    // ---- a room that is mirrored here

    @Test
    public void theLinkOfAMirrorIsJoiningUntilSomebodyIsInAndAfterALossItIsLostThenRejoiningThenResumingThenUp() {
        assertEquals(LinkState.JOINING, state(slave.asks("Kev")));
        assertEquals(LinkState.UP, state(slave.shows("Kev", SELF).andSo()));
        slave.receives("<message type='error' id='x' from='%s' to='%s/Kev'><error type='cancel'>".formatted(ROOM, SLAVE)
            + "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>").andSo();
        assertEquals(LinkState.LOST, state(slave));
        String probe = slave.after(Duration.ofSeconds(2)).takeSent().get(0).getID();
        slave.receives("<iq type='result' id='%s' from='%s' to='%s/Kev'/>".formatted(probe, ROOM, SLAVE));
        assertEquals(LinkState.REJOINING, state(slave));
        assertEquals(LinkState.RESUMING, state(slave.shows("Kev", SELF)));
        slave.receives("<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(ROOM, SLAVE));
        assertEquals(LinkState.UP, state(slave));
    }

    @Test
    public void ofAMirrorItIsShownHowManyAreInHowManyOfThemAreOursAndHowManyClientsKnowNothingOfIt() {
        slave.isGiven("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(Slave.jid("Kev"), SLAVE)).shows("Curtis").shows("Kev", SELF);
        slave.receives("<presence from='kev@remote.example.com/Tablet' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/>"
            .formatted(SLAVE) + "</presence>").asks("Amy").shows("Amy", SELF).says("Amy", "m1", "<body>Hi</body>");
        assertEquals(new RoomView(new RoomId(Side.MIRROR, Slave.MASTER),
            List.of(new Branch("talk.example.com", LinkState.UP, 2, TALLY)), 3, true, 1, 1, TALLY, Optional.of(FOUND)),
            RoomViews.of(slave.room(), true, TALLY, FOUND));
    }

    @Test
    public void thoseWhoAreOnTheWayInAreCountedBeforeAnybodyIsShown() {
        RoomView view = RoomViews.of(slave.asks("Kev").asks("Amy").room(), false, TALLY, FOUND);
        assertEquals(2, view.occupants());
        assertEquals(2, view.mirrored());
        assertEquals(0, view.transparent());
        assertEquals(0, view.kept());
    }

    @Test
    public void aRoomThatIsSpokenWithOtherwiseThanWouldBeFoundNowShowsWhatItSpeaks() {
        Slave plain = new Slave(MirrorPolicy.DEFAULT, Dialect.PLAIN);
        assertEquals(Optional.of(new DialectView(Dialect.PLAIN, DialectView.Source.FORMER)),
            RoomViews.of(plain.room(), false, TALLY, FOUND).dialect());
    }

    @Test
    public void ofAMirrorEachOccupantIsShownOnceInTheOrderOfNicksWithHowFarHeIs() {
        slave.asks("Kev").shows("Kev", SELF).asks("Bob").shows("Bob", SELF).shows("AMY")
            .receives("<presence from='%s/Curtis' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>".formatted(ROOM, SLAVE)
                + "<item affiliation='owner' role='moderator' jid='curtis@example.com/x'/></x></presence>")
            .leaves("Kev").asks("amy");
        assertEquals(List.of(
            new OccupantView("AMY", "none", "participant", "", "", State.PRESENT),
            new OccupantView("amy", "", "", "amy@remote.example.com", "remote.example.com", State.ENTERING),
            new OccupantView("Bob", "none", "participant", "bob@remote.example.com", "remote.example.com", State.PRESENT),
            new OccupantView("Curtis", "owner", "moderator", "curtis@example.com/x", "", State.PRESENT),
            new OccupantView("Kev", "none", "participant", "kev@remote.example.com", "remote.example.com", State.LEAVING)),
            RoomViews.occupants(slave.room()));
    }

    @Test
    public void whoeverWaitsIsEnteringAndWhoeverHasTakenHisJoinBackIsLeaving() {
        slave.asks("Kev").asks("Amy").leaves("Kev");
        assertEquals(List.of(State.ENTERING, State.LEAVING),
            RoomViews.occupants(slave.room()).stream().map(OccupantView::state).toList());
    }

    @Test
    public void ofAFullRoomOnlyTheFirstAreShown() {
        slave.has("Kev");
        for (int i = 0; i < RoomViews.MOST_OCCUPANTS; i++) {
            slave.shows("n" + i);
        }
        assertEquals(RoomViews.MOST_OCCUPANTS, RoomViews.occupants(slave.room()).size());
        assertEquals(RoomViews.MOST_OCCUPANTS + 1, RoomViews.of(slave.room(), false, TALLY, FOUND).occupants());
    }

    // ---- a room of ours

    @Test
    public void aRoomOfOursHasALinkForEachMirrorAndWhatCrossedThemIsAddedUp() {
        far(master.has("Kev", "Amy"));
        RoomView view = RoomViews.of(master.room(), Map.of(new JID(SLAVE), TALLY, new JID(FAR), TALLY));
        assertEquals(new RoomView(new RoomId(Side.MASTER, new JID(ROOM)),
            List.of(new Branch(REMOTE_DOMAIN, LinkState.UP, 2, TALLY),
                new Branch("mirror.far.example.com", LinkState.UP, 1, TALLY)),
            3, false, 0, 0, TWICE, Optional.empty()), view);
        assertEquals(3, view.mirrored());
        assertEquals("of a mirror that nothing is known of nothing has crossed", Tally.ZERO,
            RoomViews.of(master.room(), Map.of()).tally());
    }

    @Test
    public void theStateOfARoomIsThatOfItsWorstLink() {
        far(master.has("Kev"));
        assertEquals(LinkState.UP, state(master));
        master.receives(bounced("/Kev", "gone"));
        assertEquals(List.of(LinkState.DOUBTED, LinkState.UP), states(master));
        assertEquals(LinkState.DOUBTED, state(master));
        master.breaks(FAR);
        assertEquals(List.of(LinkState.DOUBTED, LinkState.LOST), states(master));
        assertEquals(LinkState.LOST, state(master));
    }

    @Test
    public void aMirrorThroughWhichNobodyIsInYetIsJoining() {
        assertEquals(LinkState.JOINING, state(master.asked("Kev")));
        assertEquals(LinkState.UP, state(new Master().has("Kev").asked("Amy")));
    }

    @Test
    public void aMirrorThatIsAskedOnlyBecauseItHasBeenSilentForLongIsNotInDoubt() {
        assertEquals(LinkState.UP, state(master.has("Kev").after(MasterPolicy.DEFAULT.pingAfter())));
    }

    @Test
    public void ofARoomOfOursThoseWhoCameThroughMirrorsAreShownWithTheirMirror() {
        far(master.asked("Kev").roomSends(("<presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='moderator'/>%s</x></presence>").formatted(ROOM, Master.jid("Kev"), SELF))
            .roomHasHandledIt()).asked("Amy");
        assertEquals(List.of(
            new OccupantView("Amy", "", "", "amy@remote.example.com/Swift", REMOTE_DOMAIN, State.ENTERING),
            new OccupantView("Far", "", "", "far@far.example.com/x", "mirror.far.example.com", State.PRESENT),
            new OccupantView("Kev", "", "moderator", "kev@remote.example.com/Swift", REMOTE_DOMAIN, State.PRESENT)),
            RoomViews.occupants(master.room()));
    }

    private static Master far(Master master) {
        return master.receives(("<presence from='%s' to='%s/Far'><fmuc xmlns='http://isode.com/protocol/fmuc' "
            + "from='far@far.example.com/x'/></presence>").formatted(FAR, ROOM))
            .roomSends(("<presence from='%s/Far' to='far@far.example.com/x'><x xmlns='http://jabber.org/protocol/muc#user'>"
                + "<item affiliation='none' role='participant'/>%s</x></presence>").formatted(ROOM, SELF)).roomHasHandledIt();
    }

    private static String bounced(String of, String condition) {
        return "<message type='error' id='b' from='%s%s' to='%s'><error type='cancel'>".formatted(SLAVE, of, ROOM)
            + "<%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>".formatted(condition);
    }

    private static LinkState state(Slave slave) {
        return RoomViews.of(slave.room(), false, TALLY, FOUND).state();
    }

    private static LinkState state(Master master) {
        return RoomViews.of(master.room(), Map.of()).state();
    }

    private static List<LinkState> states(Master master) {
        return RoomViews.of(master.room(), Map.of()).branches().stream().map(Branch::state).toList();
    }
}
