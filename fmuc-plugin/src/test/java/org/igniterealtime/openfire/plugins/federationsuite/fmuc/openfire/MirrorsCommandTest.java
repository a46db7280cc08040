package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
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
    private final FmucSettings settings = new FmucSettings(new MapSettings());
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
