package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/** The sign that what was said to a peer has come. */
public class ServerLinkTest {

    private final List<Packet> sent = new ArrayList<>();
    private final List<String> proofs = new ArrayList<>();
    private final ServerLink link = new ServerLink("a.example", sent::add, peer -> List.of());

    private IQ ask() {
        link.askForProof("b.example", proofs::add);
        return (IQ) sent.get(sent.size() - 1);
    }

    private void isTaken(IQ answer, boolean incoming) {
        assertThrows(PacketRejectedException.class, () -> link.interceptPacket(answer, null, incoming, false));
    }

    private static IQ error(IQ ping, PacketError.Condition condition) {
        IQ answer = IQ.createResultIQ(ping);
        answer.setError(condition);
        return answer;
    }

    @Test
    public void aPingIsAskedAndItsAnswerProves() {
        IQ ping = ask();
        assertEquals("<iq type=\"get\" id=\"" + ping.getID() + "\" from=\"a.example\" to=\"b.example\">"
            + "<ping xmlns=\"urn:xmpp:ping\"/></iq>", ping.toXML());
        isTaken(IQ.createResultIQ(ping), true);
        assertEquals(List.of(""), proofs);
    }

    @Test
    public void anErrorOfThePeerItselfProvesAsWell() {
        isTaken(error(ask(), PacketError.Condition.service_unavailable), true);
        assertEquals(List.of(""), proofs);
    }

    @Test
    public void anErrorOfOurOwnServerSaysThatThereIsNoConnection() {
        isTaken(error(ask(), PacketError.Condition.remote_server_not_found), false);
        isTaken(error(ask(), PacketError.Condition.remote_server_timeout), true);
        assertEquals(List.of("remote-server-not-found", "remote-server-timeout"), proofs);
    }

    @Test
    public void nobodyElseAnswersAndNothingElseIsTaken() throws Exception {
        IQ ping = ask();
        IQ stranger = IQ.createResultIQ(ping);
        stranger.setFrom(new JID("c.example"));
        IQ guessed = IQ.createResultIQ(ping);
        guessed.setID("1");
        IQ near = IQ.createResultIQ(ping);
        near.setID("fsr-1");
        IQ elsewhere = IQ.createResultIQ(ping);
        elsewhere.setTo(new JID("juliet@a.example"));
        for (IQ other : List.of(stranger, guessed, near, elsewhere, ping)) {
            link.interceptPacket(other, null, true, false);
        }
        link.interceptPacket(IQ.createResultIQ(ping), null, true, true);
        assertEquals(List.of(), proofs);

        IQ later = ask();
        link.interceptPacket(IQ.createResultIQ(ping), null, true, false);
        assertEquals("an earlier question is forgotten", List.of(), proofs);
        isTaken(IQ.createResultIQ(later), true);
        link.interceptPacket(IQ.createResultIQ(later), null, true, false);
        assertEquals("and proves once", List.of(""), proofs);
    }

    @Test
    public void theAnswerToAnotherNodesQuestionIsPassedOnAndTaken() {
        List<String> passed = new ArrayList<>();
        link.passOn((peer, id, error) -> passed.add(peer + " " + error));
        ServerLink other = new ServerLink("a.example", sent::add, peer -> List.of());
        other.askForProof("b.example", proofs::add);
        IQ ping = (IQ) sent.get(0);

        isTaken(error(ping, PacketError.Condition.remote_server_timeout), true);
        assertEquals(List.of("b.example remote-server-timeout"), passed);
        assertTrue(other.answered("b.example", ping.getID(), "remote-server-timeout"));
        assertFalse(other.answered("b.example", ping.getID(), "remote-server-timeout"));
        assertEquals(List.of("remote-server-timeout"), proofs);
    }

    @Test
    public void aPeerWithoutAConnectionIsUnknown() {
        assertEquals(new Contact(Instant.EPOCH, Contact.Way.UNKNOWN, ""), link.contact("b.example", Instant.EPOCH));
        ServerLink broken = new ServerLink("a.example", sent::add, peer -> {
            throw new IllegalStateException("closing");
        });
        assertEquals(Contact.Way.UNKNOWN, broken.contact("b.example", Instant.EPOCH).cameBy());
    }
}
