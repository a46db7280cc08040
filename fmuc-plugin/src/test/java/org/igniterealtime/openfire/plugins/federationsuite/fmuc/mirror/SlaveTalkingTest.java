package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.error;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.heard;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.join;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.said;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.junit.Assert.assertEquals;

import java.time.Duration;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** How local occupants talk, and what becomes of what they may not say. */
public class SlaveTalkingTest {

    private static final String BODY = "<body>Hello</body>";
    private static final String PRIVATE = "<x xmlns='http://jabber.org/protocol/muc#user'/>";
    private static final String TABLET = "kev@remote.example.com/Tablet";
    private final Slave slave = new Slave();
    private final Slave hasty = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true));

    @Test
    @Conforms({"protoxep-15", "protoxep-16", "mirror-1"})
    public void aMessageIsNotShownBeforeTheMastersCopy() {
        slave.has("Kev", "Amy").says("Kev", "m1", BODY).sends(said("Kev", "m1", BODY));
        slave.hears("Kev", "m1", "Hello").sends(heard("Kev", "m1", BODY, "Kev"), heard("Kev", "m1", BODY, "Amy"));
    }

    @Test
    @Conforms({"protoxep-17", "protoxep-18", "mirror-1"})
    public void inFireAndForgetModeItIsShownAtOnceAndTheMasterIsToldSo() {
        hasty.has("Kev", "Amy").says("Kev", "m1", BODY).sends(
            said("Kev", "m1", BODY + "<nomirror xmlns='http://isode.com/protocol/fmuc'/>"),
            heard("Kev", "m1", BODY, "Kev"), heard("Kev", "m1", BODY, "Amy"));
        hasty.asks("Bob").andSo().shows("Bob");
        assertEquals("it is remembered", 1, hasty.takeSent().stream().filter(sent -> "m1".equals(sent.getID())).count());
    }

    @Test
    @Conforms("mirror-1")
    public void aChangeOfSubjectIsNeverFireAndForget() {
        hasty.has("Kev").says("Kev", "s1", "<subject>Weather</subject>")
            .sends(said("Kev", "s1", "<subject>Weather</subject>"));
    }

    @Test
    @Conforms("mirror-1")
    public void aVisitorIsNotShownAtOnceWhatTheRoomWouldNotLetHimSay() {
        hasty.asks("Kev").receives("""
            <presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>
              <item affiliation='none' role='visitor'/></x></presence>""".formatted(MASTER, SLAVE)).andSo();
        hasty.says("Kev", "m1", BODY).sends("<message type='error' id='m1' from='%s' to='%s'>%s</message>"
            .formatted(SLAVE, jid("Kev"), error("auth", "forbidden", "You have no voice in this room.")));
    }

    @Test
    public void somebodyWhoIsNotInMaySayNothing() {
        slave.has("Amy").says("Kev", "m1", BODY).sends("<message type='error' id='m1' from='%s' to='%s'>%s</message>"
            .formatted(SLAVE, jid("Kev"), error("modify", "not-acceptable", "Only occupants may send messages to the room.")));
        slave.asks("Kev").andSo().receives(whisper("Kev", "Amy", "p1")).sends(
            "<message type='error' id='p1' from='%s/Amy' to='%s'>%s</message>"
            .formatted(SLAVE, jid("Kev"), error("modify", "not-acceptable", "Only occupants may send private messages.")));
    }

    @Test
    @Conforms("mirror-7")
    public void aPrivateMessageBetweenOccupantsOfTheSlaveStaysHere() {
        slave.has("Kev", "Amy").receives(whisper("Amy", "Kev", "p1")).sends(
            "<message type='chat' id='p1' from='%s/Amy' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), BODY + PRIVATE));
        slave.receives("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(TABLET, SLAVE)).andSo();
        slave.receives(whisper("Amy", "Kev", "p2")).sends(
            "<message type='chat' id='p2' from='%s/Amy' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), BODY + PRIVATE),
            "<message type='chat' id='p2' from='%s/Amy' to='%s'>%s</message>".formatted(SLAVE, TABLET, BODY + PRIVATE));
    }

    @Test
    public void aPrivateMessageToAnotherOccupantCrossesTheLinkAndBack() {
        slave.has("Kev").receives(whisper("Kev", "Curtis", "p1")).sends(
            "<message type='chat' id='p1' from='%s/Kev' to='%s/Curtis'>%s</message>".formatted(SLAVE, MASTER, BODY));
        slave.receives("<message type='chat' id='p2' from='%s/Curtis' to='%s/Kev'>%s</message>"
            .formatted(MASTER, SLAVE, BODY)).sends(
            "<message type='chat' id='p2' from='%s/Curtis' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), BODY + PRIVATE));
    }

    @Test
    public void anErrorOfTheMasterForAMessageReachesItsSenderAlone() {
        String error = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        slave.has("Kev", "Amy").receives("<message type='error' id='m1' from='%s' to='%s/Kev'>%s</message>"
            .formatted(MASTER, SLAVE, error)).sends(
            "<message type='error' id='m1' from='%s' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), error));
    }

    @Test
    @Conforms("protoxep-13")
    public void aChangeOfStatusIsRelayedAndShownWhenItComesBack() {
        slave.has("Kev", "Amy").receives("<presence from='%s' to='%s/Kev'><show>away</show></presence>"
            .formatted(jid("Kev"), SLAVE)).sends(
            "<presence from='%s' to='%s/Kev'><show>away</show></presence>".formatted(SLAVE, MASTER));
        slave.receives("<presence from='%s/Kev' to='%s'><show>away</show></presence>".formatted(MASTER, SLAVE)).sends(
            ("<presence from='%s/Kev' to='%s'><show>away</show><x xmlns='http://jabber.org/protocol/muc#user'>"
                + "<status code='110'/></x></presence>").formatted(SLAVE, jid("Kev")),
            "<presence from='%s/Kev' to='%s'><show>away</show></presence>".formatted(SLAVE, jid("Amy")));
    }

    @Test
    public void whatOnlyTheRoomOrTheMirrorMaySayIsTakenOffWhatUsersSay() {
        String forged = "<fmuc xmlns='http://isode.com/protocol/fmuc' from='amy@remote.example.com/x'/>"
            + "<nomirror xmlns='http://isode.com/protocol/fmuc'/>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>";
        slave.receives(("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/>%s<status>hi</status>"
            + "</presence>").formatted(jid("Kev"), SLAVE, forged)).sends(
            join("Kev").replace("<fmuc", "<status>hi</status><fmuc"));
        slave.shows("Kev").andSo().says("Kev", "m1", forged + BODY).sends(said("Kev", "m1", BODY));
        slave.receives("<presence from='%s' to='%s/Kev'>%s<show>dnd</show></presence>".formatted(jid("Kev"), SLAVE, forged))
            .sends("<presence from='%s' to='%s/Kev'><show>dnd</show></presence>".formatted(SLAVE, MASTER));
        slave.receives("<presence type='unavailable' from='%s' to='%s/Kev'>%s</presence>"
            .formatted(jid("Kev"), SLAVE, forged)).sends(part("Kev"));
    }

    @Test
    public void whatTheMasterSaysInOurNamespaceDoesNotReachClients() {
        slave.has("Kev").receives(("<message type='groupchat' id='m1' from='%s/Curtis' to='%s'>%s"
            + "<nomirror xmlns='http://isode.com/protocol/fmuc'/></message>").formatted(MASTER, SLAVE, BODY))
            .sends(heard("Curtis", "m1", BODY, "Kev"));
    }

    @Test
    public void errorsAndSubscriptionsOfUsersGoNowhere() {
        slave.has("Kev");
        for (String type : new String[] {"error", "subscribe", "unsubscribed", "probe"}) {
            slave.receives("<presence type='%s' from='%s' to='%s/Kev'/>".formatted(type, jid("Kev"), SLAVE)).sends();
        }
        slave.receives("<message type='error' from='%s' to='%s'>%s</message>".formatted(jid("Kev"), SLAVE, BODY)).sends();
    }

    @Test
    public void aMessageOfAKindThatNoRoomTakesIsSentBack() {
        String text = "A message to the room is of type groupchat, and one to an occupant is not.";
        slave.has("Kev").receives("<message id='m1' type='groupchat' from='%s' to='%s/Amy'>%s</message>"
            .formatted(jid("Kev"), SLAVE, BODY)).sends("<message type='error' id='m1' from='%s/Amy' to='%s'>%s</message>"
            .formatted(SLAVE, jid("Kev"), error("modify", "bad-request", text)));
        for (String type : new String[] {"chat", "normal"}) {
            slave.receives("<message id='m1' type='%s' from='%s' to='%s'>%s</message>".formatted(type, jid("Kev"), SLAVE, BODY))
                .sends("<message type='error' id='m1' from='%s' to='%s'>%s</message>"
                    .formatted(SLAVE, jid("Kev"), error("modify", "bad-request", text)));
        }
        slave.receives("<message type='headline' from='%s' to='%s'>%s</message>".formatted(jid("Kev"), SLAVE, BODY)).sends();
    }

    @Test
    public void aVisitorIsRefusedHereInEveryMode() {
        slave.asks("Kev").receives("""
            <presence from='%s/Kev' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>
              <item affiliation='none' role='visitor'/></x></presence>""".formatted(MASTER, SLAVE)).andSo();
        slave.says("Kev", "m1", BODY).sends("<message type='error' id='m1' from='%s' to='%s'>%s</message>"
            .formatted(SLAVE, jid("Kev"), error("auth", "forbidden", "You have no voice in this room.")));
    }

    @Test
    @Conforms("mirror-8")
    public void whatOnlyTheRoomCanDoIsAskedOfIt() {
        String invitation = "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='bob@remote.example.com'/></x>";
        String decline = "<x xmlns='http://jabber.org/protocol/muc#user'><decline to='bob@remote.example.com'/></x>";
        String voice = "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
            + "<value>http://jabber.org/protocol/muc#request</value></field></x>";
        slave.has("Kev");
        for (String request : new String[] {invitation, decline, voice}) {
            slave.receives("<message id='r1' from='%s' to='%s'>%s</message>".formatted(jid("Kev"), SLAVE, request))
                .sends("<message id='r1' from='%s/Kev' to='%s'>%s</message>".formatted(SLAVE, MASTER, request));
            slave.receives("<message id='r1' from='%s' to='%s'>%s</message>".formatted(jid("Amy"), SLAVE, request))
                .sends("<message type='error' id='r1' from='%s' to='%s'>%s</message>".formatted(SLAVE, jid("Amy"),
                    error("modify", "not-acceptable", "Only occupants may ask the room for something.")));
        }
        String answer = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        slave.receives("<message type='error' id='r1' from='%s' to='%s/Kev'>%s</message>".formatted(MASTER, SLAVE, answer))
            .sends("<message type='error' id='r1' from='%s' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), answer));
    }

    @Test
    @Conforms("mirror-8")
    public void aRoomThatKnowsNoRequestsForVoiceDoesNotImplementThem() {
        String voice = "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
            + "<value>http://jabber.org/protocol/muc#request</value></field></x>";
        String error = "<error type='%s'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        String mistaken = error.formatted("modify", "bad-request");
        String forbidden = error.formatted("auth", "forbidden");
        String fromMaster = "<message type='error' id='r1' from='%s' to='%s/Kev'>".formatted(MASTER, SLAVE);
        String toKev = "<message type='error' id='r1' from='%s' to='%s'>".formatted(SLAVE, jid("Kev"));

        slave.has("Kev").receives(fromMaster + voice + mistaken + "</message>").sends(toKev
            + error("cancel", "feature-not-implemented", "This room takes no requests for voice.") + "</message>");
        // Others that refuse this one, and what is wrong with something else.
        slave.receives(fromMaster + voice + forbidden + "</message>").sends(toKev + voice + forbidden + "</message>");
        slave.receives(fromMaster + mistaken + "</message>").sends(toKev + mistaken + "</message>");
    }

    @Test
    public void whatARoomSaysToOneOccupantIsNoPrivateMessage() {
        slave.has("Kev").receives("<message id='f1' from='%s' to='%s/Kev'><x xmlns='jabber:x:data' type='form'/></message>"
            .formatted(MASTER, SLAVE)).sends("<message id='f1' from='%s' to='%s'><x xmlns='jabber:x:data' type='form'/></message>"
            .formatted(SLAVE, jid("Kev")));
    }

    @Test
    public void whatOnlyARoomSaysOfAMessageIsTakenOffWhatUsersSay() {
        String others = "<stanza-id xmlns='urn:xmpp:sid:0' by='elsewhere.example' id='1'/>"
            + "<delay xmlns='urn:xmpp:delay' stamp='2010-05-01T00:00:00Z'/>";
        String forged = "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='1'/>"
            + "<stanza-id xmlns='urn:xmpp:sid:0' by='%s' id='1'/><delay xmlns='urn:xmpp:delay' from='%s' stamp='x'/>";
        slave.has("Kev").says("Kev", "m1", BODY + others + forged.formatted(SLAVE, MASTER) + forged.formatted(MASTER, SLAVE))
            .sends(said("Kev", "m1", BODY + others));
    }

    @Test
    public void whoeverIsOnTheWayInOrOutHearsNothing() {
        slave.has("Kev", "Bob").asks("Amy").leaves("Bob").andSo().hears("Curtis", "m1", "Hello")
            .sends(heard("Curtis", "m1", BODY, "Kev"));
        slave.after(Duration.ZERO).sends();
    }

    private static String whisper(String from, String to, String id) {
        return "<message type='chat' id='%s' from='%s' to='%s/%s'>%s</message>".formatted(id, jid(from), SLAVE, to, BODY);
    }
}
