package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.Map;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.jivesoftware.openfire.commands.SessionData;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/** The command by which owners of rooms refuse mirrors. */
public class MirrorsCommandTest {

    private static final JID ROOM = new JID(GuardedServer.ROOM);
    private static final JID OWNER = new JID("curtis@example.com/Swift");
    private final MapSettings kept = new MapSettings();
    private final FmucSettings settings = new FmucSettings(kept);
    private final RoomQueries queries = new RoomQueries(this::roomAnswers);
    private final MirrorsCommand command =
        new MirrorsCommand(new GuardedServer(), queries, settings, (text, arguments) -> text.key());

    private void roomAnswers(Packet stanza) {
        IQ answer = IQ.createResultIQ((IQ) stanza);
        if (!stanza.getFrom().equals(OWNER)) {
            answer.setError(Condition.forbidden);
        }
        assertTrue(queries().take(answer));
    }

    private RoomQueries queries() {
        return queries;
    }

    @Test
    public void anOwnerClosesHisRoomAndOpensItAgain() {
        assertTrue(settings.isOpen(ROOM));
        assertEquals("info fmuc.result.refused", told(OWNER, GuardedServer.ROOM, "refuse"));
        assertFalse(settings.isOpen(ROOM));
        assertTrue("another room", settings.isOpen(new JID("other@talk.example.com")));
        assertEquals("info fmuc.result.allowed", told(OWNER, " " + GuardedServer.ROOM + "/Nick", "allow"));
        assertTrue(settings.isOpen(ROOM));
    }

    @Test
    public void ofARoomThatIsAsRoomsAreNothingIsKept() {
        told(OWNER, GuardedServer.ROOM, "refuse");
        assertEquals(1, kept.keys().size());
        told(OWNER, GuardedServer.ROOM, "allow");
        assertEquals(Set.of(), kept.keys());
        kept.set(FmucSettings.OPEN.forRoom("talk.example.com"), false);
        told(OWNER, GuardedServer.ROOM, "allow");
        assertTrue("unlike others of its service", settings.isOpen(ROOM));
        assertEquals(2, kept.keys().size());
        told(OWNER, GuardedServer.ROOM, "refuse");
        kept.set(FmucSettings.OPEN.forRoom("talk.example.com"), true);
        assertFalse("also when the others change", settings.isOpen(ROOM));
    }

    @Test
    @Conforms("master-13")
    public void ownersCannotFillTheSettings() {
        kept.set(FmucSettings.MAY_CREATE.forRoom("a@b"), true);
        for (int i = 0; i < 9_998; i++) {
            kept.set(FmucSettings.OPEN.forRoom("r" + i + "@elsewhere.lit"), false);
        }
        kept.set(FmucSettings.OPEN.forRoom("r".repeat(200) + "@elsewhere.lit"), false);
        kept.set(FmucSettings.OPEN.forRoom("talk.example.com"), true);
        kept.set(FmucSettings.OPEN.forRoom("gone@talk.example.com"), false);
        assertEquals("info fmuc.result.refused", told(OWNER, GuardedServer.ROOM, "refuse"));
        assertTrue("a room that is no more makes room", settings.isOpen(new JID("gone@talk.example.com")));
        assertEquals("error fmuc.result.too-many", told(OWNER, "jabberchat2@talk.example.com", "refuse"));
        assertTrue(settings.isOpen(new JID("jabberchat2@talk.example.com")));
        assertEquals("it has its place", "info fmuc.result.refused", told(OWNER, GuardedServer.ROOM, "refuse"));
        assertEquals(10_002, kept.keys().size());
        assertFalse("nobody knows about that service", settings.isOpen(new JID("r1@elsewhere.lit")));
    }

    @Test
    public void nobodyElseDoesAndNobodyLearnsWhichRoomsThereAre() {
        assertEquals("error fmuc.result.not-owner", told(new JID("tybalt@example.com/x"), GuardedServer.ROOM, "refuse"));
        assertEquals("error fmuc.result.not-owner", told(OWNER, "nowhere@talk.example.com", "refuse"));
        assertEquals("error fmuc.result.not-owner", told(OWNER, "jabberchat@elsewhere.lit", "refuse"));
        assertTrue(settings.isOpen(ROOM));
    }

    @Test
    public void aFormThatIsNotFilledInChangesNothing() {
        assertEquals("error fmuc.result.incomplete", told(OWNER, "talk.example.com", "refuse"));
        assertEquals("error fmuc.result.incomplete", told(OWNER, "@", "refuse"));
        assertEquals("error fmuc.result.incomplete", told(OWNER, GuardedServer.ROOM, "perhaps"));
        assertEquals("error fmuc.result.incomplete", told(new Form(OWNER, Map.of())));
        assertTrue(settings.isOpen(ROOM));
    }

    @Test
    public void everybodyMayBeginIt() {
        assertTrue(command.hasPermission(new JID("tybalt@example.com/x")));
        Element form = DocumentHelper.createElement("command");
        command.addStageInformation(new Form(OWNER, Map.of()), form);
        assertTrue(form.asXML().contains("jid-single"));
        assertEquals(MirrorsCommand.NODE, command.getCode());
        assertEquals("fmuc.command.mirrors", command.getLabel());
        assertEquals(1, command.getMaxStages(new Form(OWNER, Map.of())));
    }

    private String told(JID user, String room, String answer) {
        return told(new Form(user, Map.of("room", List.of(room), "mirrors", List.of(answer))));
    }

    private String told(Form form) {
        Element answer = DocumentHelper.createElement("command");
        command.execute(form, answer);
        return answer.element("note").attributeValue("type") + ' ' + answer.element("note").getText();
    }

    /** What somebody filled in. */
    private static final class Form extends SessionData {

        private final Map<String, List<String>> data;

        Form(JID owner, Map<String, List<String>> data) {
            super("session", owner);
            this.data = data;
        }

        @Override
        public Map<String, List<String>> getData() {
            return data;
        }
    }
}
