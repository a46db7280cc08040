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

import org.junit.Test;

/** How local occupants talk, and what becomes of what they may not say. */
public class SlaveTalkingTest {

    private static final String BODY = "<body>Hello</body>";
    private static final String TABLET = "kev@remote.example.com/Tablet";
    private final Slave slave = new Slave();
    private final Slave hasty = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true));

    @Test
    public void aMessageIsNotShownBeforeTheMastersCopy() {
        slave.has("Kev", "Amy").says("Kev", "m1", BODY).sends(said("Kev", "m1", BODY));
        slave.hears("Kev", "m1", "Hello").sends(heard("Kev", "m1", BODY, "Kev"), heard("Kev", "m1", BODY, "Amy"));
    }

    @Test
    public void inFireAndForgetModeItIsShownAtOnceAndTheMasterIsToldSo() {
        hasty.has("Kev", "Amy").says("Kev", "m1", BODY).sends(
            said("Kev", "m1", BODY + "<nomirror xmlns='http://isode.com/protocol/fmuc'/>"),
            heard("Kev", "m1", BODY, "Kev"), heard("Kev", "m1", BODY, "Amy"));
        hasty.asks("Bob").andSo().shows("Bob");
        assertEquals("it is remembered", 1, hasty.takeSent().stream().filter(sent -> "m1".equals(sent.getID())).count());
    }

    @Test
    public void aChangeOfSubjectIsNeverFireAndForget() {
        hasty.has("Kev").says("Kev", "s1", "<subject>Weather</subject>")
            .sends(said("Kev", "s1", "<subject>Weather</subject>"));
    }

    @Test
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
    public void aPrivateMessageBetweenOccupantsOfTheSlaveStaysHere() {
        slave.has("Kev", "Amy").receives(whisper("Amy", "Kev", "p1")).sends(
            "<message type='chat' id='p1' from='%s/Amy' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), BODY));
        slave.receives("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(TABLET, SLAVE)).andSo();
        slave.receives(whisper("Amy", "Kev", "p2")).sends(
            "<message type='chat' id='p2' from='%s/Amy' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), BODY),
            "<message type='chat' id='p2' from='%s/Amy' to='%s'>%s</message>".formatted(SLAVE, TABLET, BODY));
    }

    @Test
    public void aPrivateMessageToAnotherOccupantCrossesTheLinkAndBack() {
        slave.has("Kev").receives(whisper("Kev", "Curtis", "p1")).sends(
            "<message type='chat' id='p1' from='%s/Kev' to='%s/Curtis'>%s</message>".formatted(SLAVE, MASTER, BODY));
        slave.receives("<message type='chat' id='p2' from='%s/Curtis' to='%s/Kev'>%s</message>"
            .formatted(MASTER, SLAVE, BODY)).sends(
            "<message type='chat' id='p2' from='%s/Curtis' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), BODY));
    }

    @Test
    public void anErrorOfTheMasterForAMessageReachesItsSenderAlone() {
        String error = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        slave.has("Kev", "Amy").receives("<message type='error' id='m1' from='%s' to='%s/Kev'>%s</message>"
            .formatted(MASTER, SLAVE, error)).sends(
            "<message type='error' id='m1' from='%s' to='%s'>%s</message>".formatted(SLAVE, jid("Kev"), error));
    }

    @Test
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
        slave.receives("<message type='groupchat' from='%s' to='%s/Kev'>%s</message>".formatted(jid("Kev"), SLAVE, BODY)).sends();
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
