package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** Questions to rooms in the name of a user. */
public class RoomQueriesTest {

    private static final JID ROOM = new JID("jabberchat@talk.example.com");
    private static final JID KEV = new JID("kev@remote.example.com/x");
    private final List<IQ> asked = new ArrayList<>();
    private final List<Packet> forTheUser = new ArrayList<>();
    private UnaryOperator<IQ> room = question -> null;
    private final RoomQueries queries = new RoomQueries(this::route);

    private void route(Packet stanza) {
        IQ question = (IQ) stanza;
        asked.add(question.createCopy());
        IQ answer = room.apply(question);
        if (answer != null && !queries().take(answer)) {
            forTheUser.add(answer);
        }
    }

    private RoomQueries queries() {
        return queries;
    }

    @Test
    public void whatTheRoomSaysToAnOccupantItSaysToNobodyElse() {
        for (Condition condition : Condition.values()) {
            room = question -> error(question, condition);
            boolean expected = condition == Condition.recipient_unavailable || condition == Condition.forbidden;
            assertEquals(condition.toXMPP(), expected, queries.isOccupant(ROOM, KEV));
        }
        room = IQ::createResultIQ;
        assertFalse(queries.isOccupant(ROOM, KEV));
        room = question -> null;
        assertFalse(queries.isOccupant(ROOM, KEV));
        assertTrue(forTheUser.isEmpty());
    }

    @Test
    public void itIsAskedInTheNameOfTheUserAndOfSomebodyWhoIsNotThere() {
        queries.isOccupant(ROOM, KEV);
        queries.isOccupant(ROOM, KEV);
        assertEquals(KEV, asked.get(0).getFrom());
        assertEquals(ROOM, asked.get(0).getTo().asBareJID());
        assertFalse(asked.get(0).getTo().equals(asked.get(1).getTo()));
    }

    @Test
    public void whoOwnsARoomMayAskWhatOnlyOwnersMayAsk() {
        room = IQ::createResultIQ;
        assertTrue(queries.isOwner(ROOM, KEV));
        assertEquals("http://jabber.org/protocol/muc#owner", asked.get(0).getChildElement().getNamespaceURI());
        assertEquals(ROOM, asked.get(0).getTo());
        room = question -> error(question, Condition.forbidden);
        assertFalse(queries.isOwner(ROOM, KEV));
    }

    @Test
    public void onlyTheAnswerOfTheRoomToTheUserIsTaken() {
        room = question -> {
            IQ answer = IQ.createResultIQ(question);
            answer.setFrom("other@talk.example.com");
            return answer;
        };
        assertFalse(queries.isOwner(ROOM, KEV));
        room = question -> {
            IQ answer = IQ.createResultIQ(question);
            answer.setTo("amy@remote.example.com/x");
            return answer;
        };
        assertFalse(queries.isOwner(ROOM, KEV));
        room = question -> {
            IQ answer = IQ.createResultIQ(question);
            answer.setID("other");
            return answer;
        };
        assertFalse(queries.isOwner(ROOM, KEV));
        assertEquals(3, forTheUser.size());
        IQ late = IQ.createResultIQ(asked.get(0));
        assertFalse("too late", queries.take(late));
    }

    private static IQ error(IQ question, Condition condition) {
        IQ answer = IQ.createResultIQ(question);
        answer.setError(condition);
        return answer;
    }
}
