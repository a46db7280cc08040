package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.PlainParty.seat;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.PlainParty.stranger;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.PlainParty.user;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The mirror of a room that knows nothing of mirrors: who comes and goes there. */
public class SlavePlainTest {

    private final PlainParty party = new PlainParty();

    @Test
    public void eachLocalUserIsInTheRoomAsAnOccupantOfTheSlave() {
        party.comes("Curtis").joins("Kev", "Amy", "Ron");

        assertEquals(Set.of(stranger("Curtis"), seat("Kev"), seat("Amy"), seat("Ron")), party.room().occupants().keySet());
        assertEquals(List.of("Curtis", "Kev 110", "Amy", "Ron"), party.shown(user("Kev")));
        assertEquals(List.of("Curtis", "Kev", "Amy 110", "Ron"), party.shown(user("Amy")));
        assertEquals(List.of("Curtis", "Kev", "Amy", "Ron 110"), party.shown(user("Ron")));
        assertEquals("one join each", 3, party.room().joins().stream().filter(PlainPartyJoins::isOfSlave).count());
    }

    @Test
    public void whoeverIsHereFirstGetsTheHistoryFromTheRoomAndTheOthersGetItHere() {
        party.comes("Curtis").talks("Curtis", "m1").talks("Curtis", "m2").joins("Kev").talks("Curtis", "m3").joins("Amy");

        assertEquals(List.of("Curtis: m1", "Curtis: m2", "Curtis: m3"), party.heard(user("Kev")));
        assertEquals(List.of("Curtis: m1", "Curtis: m2", "Curtis: m3"), party.heard(user("Amy")));
        assertEquals(List.of(HistoryRequest.ALL, HistoryRequest.NONE), party.room().joins().stream()
            .filter(PlainPartyJoins::isOfSlave).map(join -> HistoryRequest.read(join.getElement().element(Muc.ENTER))).toList());
        assertEquals(List.of(""), party.subjects(user("Kev")));
        assertEquals(List.of(""), party.subjects(user("Amy")));
    }

    @Test
    public void whateverIsSaidEverybodyHearsOnceAndInTheRoomsOrder() {
        party.comes("Curtis").joins("Kev", "Amy").talks("Curtis", "m1").says("Kev", "m2").says("Amy", "m3").hold()
            .says("Amy", "m4").says("Kev", "m5").talks("Curtis", "m6").settle();

        List<String> all = party.heard(stranger("Curtis"));
        assertEquals(6, all.size());
        assertEquals(all, party.heard(user("Kev")));
        assertEquals(all, party.heard(user("Amy")));
    }

    @Test
    public void aSubjectIsShownOnceToAll() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();
        party.fromStranger("Curtis", "<message type='groupchat' to='%s'><subject>Roses</subject></message>"
            .formatted(PlainParty.ROOM)).joins("Ron");

        assertEquals(List.of("Roses"), party.subjects(user("Kev")));
        assertEquals(List.of("Roses"), party.subjects(user("Amy")));
        assertEquals(List.of("Roses"), party.subjects(user("Ron")));
    }

    @Test
    public void privateMessagesCrossTheLinkOnlyToThoseBeyondIt() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.whispers("Kev", "Amy", "w1");
        assertEquals(List.of("Kev: w1"), party.whispered(user("Amy")));
        assertEquals(List.of(), party.crossedUp());

        party.whispers("Kev", "Curtis", "w2");
        assertEquals(List.of("Kev: w2"), party.whispered(stranger("Curtis")));
        party.fromStranger("Curtis", "<message type='chat' to='%s/Amy'><body>w3</body></message>".formatted(PlainParty.ROOM));
        assertEquals(List.of("Kev: w1", "Curtis: w3"), party.whispered(user("Amy")));
        assertEquals(List.of(), party.whispered(user("Kev")));

        party.whispers("Kev", "Nobody", "w4");
        assertEquals(List.of("message item-not-found"), party.errors(user("Kev")));
    }

    @Test
    public void aChangeOfStatusIsShownOnceToEachHereAndThere() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.states("Kev", "away");
        party.fromStranger("Curtis", "<presence to='%s/Curtis'><status>busy</status></presence>".formatted(PlainParty.ROOM));

        assertEquals(List.of("Kev (away) 110", "Curtis (busy)"), party.shown(user("Kev")));
        assertEquals(List.of("Kev (away)", "Curtis (busy)"), party.shown(user("Amy")));
        assertEquals(List.of("Kev (away)", "Curtis (busy) 110"), party.shown(stranger("Curtis")));
    }

    @Test
    public void somebodyWhoGoesIsSeenGoingOnceByAll() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.goes("Curtis").leaves("Amy");

        assertEquals(List.of("-Curtis", "-Amy"), party.shown(user("Kev")));
        assertEquals(List.of("-Curtis", "-Amy 110"), party.shown(user("Amy")));
        assertEquals(Set.of(seat("Kev")), party.room().occupants().keySet());
        assertEquals(Set.of("Kev"), party.slave().shown().keySet());
    }

    @Test
    public void whenTheOneLeavesWhoseCopiesAreHeardNothingIsMissedAndNothingHeardTwice() {
        party.comes("Curtis").joins("Kev", "Amy").hold();
        party.talks("Curtis", "m1").leaves("Kev").talks("Curtis", "m2").deliverUp().talks("Curtis", "m3").settle()
            .talks("Curtis", "m4");

        assertEquals(List.of("Curtis: m1", "Curtis: m2", "Curtis: m3", "Curtis: m4"), party.heard(user("Amy")));
    }

    @Test
    public void whenTheLastHasLeftTheRoomIsLeftAndForgotten() {
        party.comes("Curtis").joins("Kev", "Amy").leaves("Kev").leaves("Amy");

        assertTrue(party.slave().isVacant());
        assertEquals(Set.of(stranger("Curtis")), party.room().occupants().keySet());

        party.talks("Curtis", "m1").joins("Kev");
        assertEquals(List.of("Curtis: m1"), party.heard(user("Kev")));
    }

    @Test
    public void whoeverIsThrownOutIsToldWhyAndTheOthersSeeIt() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.then(() -> party.room().expel("Kev", Muc.KICKED));
        assertEquals(List.of("-Kev 110 307"), party.shown(user("Kev")));
        assertEquals(List.of("-Kev 307"), party.shown(user("Amy")));
        assertEquals(Set.of(stranger("Curtis"), seat("Amy")), party.room().occupants().keySet());

        party.talks("Curtis", "m1").joins("Kev");
        assertEquals("he may come again", Set.of("Amy", "Curtis", "Kev"), party.nicks());
        assertEquals(List.of("Curtis: m1"), party.heard(user("Amy")));

        party.then(() -> party.room().expel("Curtis", Muc.KICKED));
        assertEquals(List.of("-Kev 307", "Kev", "-Curtis 307"), party.shown(user("Amy")));
    }

    @Test
    public void aBanIsOfTheMirrorWithAllItsUsers() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.then(() -> party.room().expel("Kev", Muc.BANNED));
        assertTrue(party.shown(user("Kev")).contains("-Kev 110 301"));
        assertTrue(party.shown(user("Amy")).contains("-Amy 110 301"));
        assertTrue(party.slave().isVacant());

        party.joins("Kev");
        assertEquals(List.of("presence forbidden"), party.errors(user("Kev")));
        assertTrue(party.slave().isVacant());
    }

    @Test
    public void whenTheRoomIsDestroyedEachIsToldOnce() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.then(() -> party.room().destroy("No more roses"));

        for (String nick : List.of("Kev", "Amy")) {
            List<Packet> farewell = party.all(user(nick)).stream().filter(stanza -> stanza.toXML().contains("<destroy")
                && Payload.of(stanza).statusCodes().contains(Muc.SELF)).toList();
            assertEquals(nick, 1, farewell.size());
            assertTrue(farewell.get(0).toXML().contains("No more roses"));
        }
        assertTrue(party.slave().isVacant());
        assertFalse("a part does not make it again", party.room().exists());
    }

    @Test
    public void aStrangerWhoChangesHisNickIsSeenDoingSoOnce() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.fromStranger("Curtis", "<presence to='%s/Curt'/>".formatted(PlainParty.ROOM));

        assertEquals(List.of("-Curtis 303", "Curt"), party.shown(user("Kev")));
        assertEquals(List.of("-Curtis 303", "Curt"), party.shown(user("Amy")));
        assertEquals(Set.of("Kev", "Amy", "Curt"), party.slave().shown().keySet());
    }

    @Test
    public void whoeverIsNotLetInIsToldWhatTheRoomSaysAndTheOthersStay() {
        party.comes("Curtis").joins("Kev");
        party.room().password("sesame");
        party.joins("Amy");
        assertEquals(List.of("presence not-authorized"), party.errors(user("Amy")));
        party.joinsWith("Amy", "<password>sesame</password>");
        assertEquals(Set.of("Amy", "Curtis", "Kev"), party.nicks());

        party.room().password(null);
        party.room().membersOnly(true);
        party.joins("Ron");
        assertEquals(List.of("presence registration-required"), party.errors(user("Ron")));
        party.room().membersOnly(false);
        party.room().most(3);
        party.andSo().joins("Ron");
        assertEquals(List.of("presence service-unavailable"), party.errors(user("Ron")));
        party.room().most(9);
        party.fromUser("<presence from='%s' to='%s/Curtis'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(user("Ron"), party.slave().address().slave()));
        assertEquals(List.of("presence service-unavailable", "presence conflict"), party.errors(user("Ron")));
        assertEquals(Set.of("Amy", "Curtis", "Kev"), party.slave().shown().keySet());
    }

    @Test
    public void whereTheRoomGivesAnotherNickTheJoinIsUndone() {
        party.comes("Curtis").joins("Kev");
        party.room().prefix("guest-");
        party.andSo().joins("Amy");

        assertEquals(List.of("presence not-acceptable"), party.errors(user("Amy")));
        assertEquals(Set.of("Curtis", "Kev"), party.nicks());
        assertEquals(Set.of("Curtis", "Kev"), party.slave().shown().keySet());

        party.leaves("Kev").joins("Ron");
        assertEquals(List.of("presence not-acceptable"), party.errors(user("Ron")));
        assertEquals(Set.of("Curtis"), party.nicks());
        assertTrue(party.slave().isVacant());
    }

    @Test
    public void aRoomThatAJoinHasMadeIsTakenAwayAgain() {
        party.room().destroy("");
        party.joins("Kev");

        assertEquals(List.of("presence item-not-found"), party.errors(user("Kev")));
        assertFalse(party.room().exists());
        assertEquals(Map.of(), party.room().affiliations());
        assertTrue(party.slave().isVacant());
        assertEquals(List.of(), party.shown(user("Kev")));
    }

    @Test
    public void whoeverWaitsBehindSomebodyWhoMadeTheRoomIsToldTheSame() {
        party.room().destroy("");
        party.hold().joins("Kev", "Amy").settle();

        assertEquals(List.of("presence item-not-found"), party.errors(user("Kev")));
        assertEquals(List.of("presence item-not-found"), party.errors(user("Amy")));
        assertFalse(party.room().exists());
        assertTrue(party.slave().isVacant());
    }

    @Test
    public void somebodyWhomTheRoomHasAndTheMirrorHasNotIsParted() {
        party.comes("Curtis").joins("Kev", "Amy").crash().andSo();
        assertEquals(Set.of("Amy", "Curtis", "Kev"), party.nicks());

        party.joins("Ron").talks("Curtis", "m1");

        assertEquals(Set.of("Curtis", "Ron"), party.nicks());
        assertEquals(List.of("Curtis: m1"), party.heard(user("Ron")));
        assertEquals(Set.of("Curtis", "Ron"), party.slave().shown().keySet());
    }

    @Test
    public void whoeverComesBackAfterACrashIsToldEverythingAlthoughTheRoomStillHasHim() {
        party.room().terse();
        party.comes("Curtis").joins("Kev").talks("Curtis", "m1").crash().andSo();

        party.joins("Kev");

        assertEquals(List.of("Curtis", "Kev 110"), party.shown(user("Kev")));
        assertEquals(List.of("Curtis: m1"), party.heard(user("Kev")));
        assertEquals(Set.of("Curtis", "Kev"), party.nicks());
    }

    @Test
    public void questionsAreAskedAndAnsweredAcrossTheLinkAsOccupantsDo() {
        party.comes("Curtis").joins("Kev", "Amy").andSo();

        party.asks("Kev", "Curtis", "jabber:iq:version", "q1");
        IQ asked = (IQ) party.all(stranger("Curtis")).get(0);
        assertEquals(new JID("jabberchat@talk.example.com/Kev"), asked.getFrom());
        IQ answer = IQ.createResultIQ(asked);
        answer.setFrom((JID) null);
        party.fromStranger("Curtis", answer.toXML());
        assertEquals(List.of("q1"), party.answers(user("Kev")).stream().map(Packet::getID).toList());
        assertEquals(IQ.Type.result, party.answers(user("Kev")).get(0).getType());

        party.fromStranger("Curtis", "<iq type='get' id='p1' to='%s/Amy'><ping xmlns='urn:xmpp:ping'/></iq>"
            .formatted(PlainParty.ROOM));
        assertEquals(List.of("p1"), party.answers(stranger("Curtis")).stream().map(Packet::getID).toList());
    }

    @Test
    public void nobodyIsShownAnAddressOfTheMirrorAsSomebodysOwn() {
        party.room().nonAnonymous();
        party.comes("Curtis").joins("Kev", "Amy").states("Kev", "away");

        for (String nick : List.of("Kev", "Amy")) {
            for (Packet stanza : party.all(user(nick))) {
                String payload = Payload.of(stanza).toString();
                assertFalse(payload, payload.contains("mirror.remote.example.com/"));
            }
        }
        String shown = Payload.of(party.all(user("Amy")).get(0)).toString();
        assertTrue("those of others are true", shown.contains("curtis@example.com"));
    }

    @Test
    public void whoeverSeesMoreAsModeratorIsShownItAndTheOthersAreNot() {
        party.comes("Curtis").joins("Kev", "Amy").then(() -> party.room().give("Kev", "moderator")).andSo();

        party.fromStranger("Curtis", "<presence to='%s/Curtis'><status>busy</status></presence>".formatted(PlainParty.ROOM));

        List<Packet> seen = party.all(user("Kev"));
        assertTrue(seen.toString(), Payload.of(seen.get(seen.size() - 1)).hasRealJid());
        party.all(user("Amy")).forEach(stanza -> assertFalse(Payload.of(stanza).hasRealJid()));
        assertTrue(party.slave().shown().get("Curtis").hasRealJid());
    }

    @Test
    public void aStrangerWhoTakesTheNickWhileItIsAskedForIsSeenByTheOthers() {
        party.comes("Curtis").joins("Kev").hold().joins("Amy").andSo();

        party.fromStranger("Amy", "<presence to='%s/Amy'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(PlainParty.ROOM)).settle();

        assertEquals(List.of("presence conflict"), party.errors(user("Amy")));
        assertEquals(List.of("Amy"), party.shown(user("Kev")));
        assertEquals(Set.of("Amy", "Curtis", "Kev"), party.slave().shown().keySet());
    }

    @Test
    public void aStrangerWhoGoesWhileHisNickIsAskedForIsSeenGoing() {
        party.comes("Amy").joins("Kev").andSo();
        party.room().password("sesame");
        party.hold().joins("Amy").goes("Amy").settle();

        assertEquals(List.of("presence not-authorized"), party.errors(user("Amy")));
        assertEquals(List.of("-Amy"), party.shown(user("Kev")));
        assertEquals(Set.of("Kev"), party.slave().shown().keySet());
    }

    @Test
    public void whoeverGoesBeforeHeIsInIsGoneEverywhere() {
        party.comes("Curtis").joins("Kev").andSo();

        party.hold().joins("Amy").leaves("Amy").settle();
        assertEquals(Set.of("Curtis", "Kev"), party.nicks());
        assertEquals(Set.of("Curtis", "Kev"), party.slave().shown().keySet());
        assertEquals("-Amy 110", party.shown(user("Amy")).get(party.shown(user("Amy")).size() - 1));

        party.leaves("Kev").hold().joins("Amy").leaves("Amy").settle();
        assertEquals(Set.of("Curtis"), party.nicks());
        assertTrue(party.slave().isVacant());
    }

    @Test
    public void ofTheCopiesThatCameNoMoreIsShownThanOneForEachHere() {
        party.comes("Curtis").joins("Kev", "Amy", "Ron").andSo();

        party.talks("Curtis", "m1");

        assertEquals("it saves nothing there", 3, party.crossedDown().size());
        for (String nick : List.of("Kev", "Amy", "Ron")) {
            assertEquals(List.of("Curtis: m1"), party.heard(user(nick)));
        }
    }

    @Test
    public void aJoinInAnotherDialectThatComesBackAsItWasIsUndone() {
        Slave slave = new Slave().asks("Kev").andSo();

        slave.receives("""
            <presence from='jabberchat@talk.example.com/Kev' to='jabberchat\\40talk.example.com@mirror.remote.example.com'>
              <fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/Swift'/>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/>
                <status code='110'/><status code='201'/></x></presence>""");

        List<String> sent = slave.takeSent().stream().map(Packet::toXML).toList();
        assertEquals(sent.toString(), 3, sent.size());
        assertTrue(sent.get(0), sent.get(0).contains("<destroy"));
        assertTrue(sent.get(1), sent.get(1).contains("unavailable") && sent.get(1).contains("jabberchat@talk.example.com/Kev"));
        assertTrue(sent.get(2), sent.get(2).contains("remote-server-timeout"));
        assertTrue(slave.room().isVacant());
    }

    /** What the room saw. */
    private static final class PlainPartyJoins {
        static boolean isOfSlave(Presence join) {
            return join.getFrom().getDomain().startsWith("mirror.");
        }
    }
}
