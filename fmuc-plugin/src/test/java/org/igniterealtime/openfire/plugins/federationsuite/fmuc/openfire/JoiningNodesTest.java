package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** What the guard makes of rooms of other servers that join one of ours (XEP-0289), without a server. */
public class JoiningNodesTest {

    private static final String ROOM = GuardedServer.ROOM;
    private static final String NODE = "attic@talk.remote.example.com";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";

    private final GuardedServer server = new GuardedServer();

    @Test
    @Conforms({"xep-0289-joined-1", "xep-0289-joined-13"})
    public void aJoinPassesAsTheUsersOwnWithNothingOfTheNode() {
        server.receive(presence(NODE + "/Kev", ROOM + "/Kev", "kev@remote.example.com/x", ENTER
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>"));
        Packet reached = server.takeReached().get(0);
        assertEquals("kev@remote.example.com/x", reached.getFrom().toString());
        assertTrue(reached.toXML(), !reached.toXML().contains("fmuc") && !reached.toXML().contains("muc#user"));
        assertEquals(List.of(), server.takeOut());
    }

    @Test
    @Conforms({"xep-0289-joined-2", "xep-0289-joined-16"})
    public void aNodeThatIsNotTrustedIsRejected() {
        server.trust(TrustLevel.UNKNOWN);
        server.receive(presence(NODE + "/Kev", ROOM + "/Kev", "kev@remote.example.com/x", ENTER));
        assertEquals(List.of(), server.takeReached());
        String out = server.takeOut().toString();
        assertTrue(out, out.contains("<reject>") && out.contains("to=\"" + NODE + "\""));
    }

    @Test
    public void aNodeJoinsNoFasterThanItMay() {
        server.settings.set(FmucSettings.JOINS_PER_MINUTE, 1);
        server.receive(presence(NODE + "/Kev", ROOM + "/Kev", "kev@remote.example.com/x", ENTER));
        server.receive(presence(NODE + "/Amy", ROOM + "/Amy", "amy@remote.example.com/x", ENTER));
        assertEquals(1, server.takeReached().size());
        String out = server.takeOut().toString();
        assertTrue(out, out.contains("too many joins") && out.contains("amy@remote.example.com/x"));
    }

    @Test
    @Conforms("xep-0289-joined-16")
    public void nobodyOfThisServerIsANode() {
        for (String from : List.of("cellar@talk.example.com", "kev@example.com")) {
            server.receive(presence(from + "/Kev", ROOM + "/Kev", "kev@remote.example.com/x", ENTER));
            String answer = server.takeReached().toString() + server.takeOut();
            assertTrue(answer, answer.contains("not-authorized") && !answer.contains("to=\"" + ROOM));
        }
    }

    @Test
    public void whereTheServerServesNodesTheirStanzasReachItAsTheyCame() {
        String join = presence(NODE + "/Kev", ROOM + "/Kev", "kev@remote.example.com/x", ENTER);
        server.settings.set(FmucSettings.NATIVE.forRoom(ROOM), FmucSettings.NodeServer.NATIVE);
        server.receive(join).receive("<presence from='" + NODE + "' to='" + ROOM + "'>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc'><left/></fmuc></presence>");
        List<Packet> reached = server.takeReached();
        assertEquals(2, reached.size());
        assertEquals(NODE + "/Kev", reached.get(0).getFrom().toString());
        assertTrue(reached.toString(), reached.toString().contains("kev@remote.example.com/x"));
        // Mirrors of this suite are served by the suite all the same, and strangers are strangers.
        server.asked("Kev");
        assertEquals("kev@remote.example.com/x", server.takeReached().get(0).getFrom().toString());
        server.receive(join.replace(NODE, "cellar\\40talk.example.com@mirror.remote.example.com"));
        assertEquals(List.of(), server.takeReached());
        server.settings.set(FmucSettings.NATIVE.forRoom(ROOM), FmucSettings.NodeServer.SUITE);
        server.receive(join.replace("Kev", "Amy").replace("kev@", "amy@"));
        assertEquals("amy@remote.example.com/x", server.takeReached().get(0).getFrom().toString());
    }

    private static String presence(String from, String to, String user, String children) {
        return "<presence from='" + from + "' to='" + to + "'><fmuc xmlns='http://isode.com/protocol/fmuc' from='" + user + "'/>"
            + children + "</presence>";
    }
}
