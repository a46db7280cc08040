package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Which stanzas from the address of a slave go on to the room as anybody's. */
public class PlainRulesTest {

    private static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    private static final String ROOM = "jabberchat@talk.example.com";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";
    private static final String KEV = "from='" + SLAVE + "/Kev' to='" + ROOM + "%s' ";
    private static final String JOIN = "<presence " + KEV.formatted("/Kev") + ">" + ENTER + "</presence>";
    private static final String STATUS = "<presence " + KEV.formatted("/Kev") + "><show>away</show></presence>";
    private static final String PART = "<presence type='unavailable' " + KEV.formatted("/Kev") + "/>";
    private static final String MESSAGE = "<message type='groupchat' " + KEV.formatted("") + "><body>Hi</body></message>";
    private static final String QUESTION = "<iq type='get' id='1' " + KEV.formatted("") + "><ping xmlns='urn:xmpp:ping'/></iq>";
    private static final String ERROR = "<message type='error' " + KEV.formatted("") + "><body>Hi</body></message>";

    private final List<String> asked = new ArrayList<>();
    private boolean through;
    private boolean admitted = true;
    private boolean occupant;

    @Test
    public void aUserOfAMirrorThatIsAdmittedMayEnterAndWhoeverIsInMaySayAnything() {
        assertTrue(passes(JOIN));
        for (String said : List.of(STATUS, MESSAGE, QUESTION)) {
            occupant = false;
            assertFalse("he is not in: " + said, passes(said));
            occupant = true;
            assertTrue(said, passes(said));
        }
    }

    @Test
    public void ofAMirrorThatIsNotAdmittedOnlyPartsAndErrorsGoOn() {
        occupant = true;
        admitted = false;
        for (String said : List.of(JOIN, STATUS, MESSAGE, QUESTION)) {
            assertFalse(said, passes(said));
        }
        assertTrue(passes(PART));
        assertTrue("of whoever is in", passes(ERROR));
        occupant = false;
        assertTrue("whoever is in may go, and rooms answer whoever is not", passes(PART));
        assertFalse(passes(ERROR));
    }

    @Test
    public void whatASlaveOfTheProtoXepSaysIsNoneOfIt() {
        occupant = true;
        assertFalse("it joins from the bare slave", passes(JOIN.replace(SLAVE + "/Kev", SLAVE)));
        assertFalse("it speaks FMUC", passes(JOIN.replace(ENTER, "<fmuc xmlns='http://isode.com/protocol/fmuc' "
            + "from='kev@remote.example.com/x'/>")));
        assertFalse("it makes no sense", passes(STATUS.replace("<presence", "<presence type='nonsense'")));
        through = true;
        for (String said : List.of(MESSAGE, QUESTION, ERROR)) {
            assertFalse("he is in through it: " + said, passes(said));
        }
        assertTrue("such a slave sends no presence in a user's name", passes(STATUS));
        assertTrue(passes(JOIN) && passes(PART));
    }

    @Test
    public void onlyWhatMattersIsAsked() {
        passes(PART);
        assertEquals(List.of(), asked);
        passes(JOIN);
        assertEquals(List.of("admits"), asked);
        asked.clear();
        admitted = false;
        passes(MESSAGE);
        assertEquals(List.of("through Kev", "admits"), asked);
        asked.clear();
        passes(ERROR);
        assertEquals(List.of("through Kev", "occupant"), asked);
    }

    private boolean passes(String xml) {
        Packet stanza = Xml.stanza(xml);
        SlaveStanza said = SlaveStanza.read(stanza).orElseThrow();
        assertEquals(new JID(SLAVE), said.slave());
        return PlainRules.passes(said, stanza, new PlainRules.Standing() {
            @Override
            public boolean isThrough(JID room, JID slave, String nick) {
                asked.add("through " + nick);
                return through && room.equals(new JID(ROOM)) && slave.equals(new JID(SLAVE));
            }

            @Override
            public boolean admits(JID room, JID slave) {
                asked.add("admits");
                return admitted && room.equals(new JID(ROOM)) && slave.equals(new JID(SLAVE));
            }

            @Override
            public boolean isOccupant(JID room, JID user) {
                asked.add("occupant");
                return occupant && room.equals(new JID(ROOM)) && user.equals(stanza.getFrom());
            }
        });
    }
}
