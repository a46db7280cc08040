package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;
import org.w3c.dom.Element;

/**
 * The room's own rules decide: for each of them what the same person is told who joins directly, and who joins through the
 * mirror of his server. It is the same.
 */
public class AccessRulesAcceptanceTest extends FederationTest {

    /** A rule that a room can have. */
    private enum Access {
        /** Whoever is banned does not get in. */
        BAN("forbidden", "<item affiliation='outcast' jid='kev@montague.lit'/>"),
        /** Nobody gets in without the password. */
        PASSWORD("not-authorized", "", "muc#roomconfig_passwordprotectedroom=1", "muc#roomconfig_roomsecret=cauldronburn"),
        /** Only members get in. */
        MEMBERS_ONLY("registration-required", "", "muc#roomconfig_membersonly=1"),
        /** A nick that a member has reserved is for him. */
        RESERVED_NICK("conflict", "<item affiliation='member' jid='tybalt@capulet.lit' nick='Kev'/>"),
        /** A room that is full takes nobody. */
        OCCUPANT_LIMIT("service-unavailable", "", "muc#roomconfig_maxusers=1"),
        /** A nick that somebody has is his. */
        NICK_CONFLICT("conflict", ""),
        /** Whoever is welcome gets in. */
        OPEN("", "");

        private final String error;
        private final String item;
        private final String[] fields;

        Access(String error, String item, String... fields) {
            this.error = error;
            this.item = item;
            this.fields = fields;
        }

        String node() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String nick() {
            return this == NICK_CONFLICT ? "Curtis" : "Kev";
        }
    }

    /** Runs on one kind of server. */
    public AccessRulesAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    @Conforms("master-2")
    public void whoeverComesThroughAMirrorIsToldWhatHeWouldBeToldDirectly() {
        Client curtis = login(capulet(), "curtis", "Swift");
        Client kev = login(montague(), "kev", "Swift");
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> told = new LinkedHashMap<>();
        for (Access access : Access.values()) {
            String room = access.node() + "@conference.capulet.lit";
            String slave = access.node() + "\\40conference.capulet.lit@mirror.montague.lit";
            prepare(curtis, room, access);
            String direct = condition(kev.join(room, access.nick()));
            if (direct.isEmpty()) {
                kev.part(room, access.nick());
            }
            String mirrored = condition(kev.join(slave, access.nick()));
            expected.put(access.name(), access.error + " / " + access.error);
            told.put(access.name(), direct + " / " + mirrored);
        }
        assertEquals(String.join("\n", expected.toString().split(", ")), String.join("\n", told.toString().split(", ")));
    }

    @Test
    @Conforms({"master-2", "master-5"})
    public void whoeverHasNoVoiceIsToldSoAndThePasswordOpensTheDoor() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_moderatedroom=1", "muc#roomconfig_passwordprotectedroom=1",
            "muc#roomconfig_roomsecret=cauldronburn");
        enter(curtis, MASTER + "/Curtis");
        Client kev = login(montague(), "kev", "Swift");
        enter(kev, SLAVE + "/Kev");

        for (String mode : new String[] {"normal", "fire-and-forget"}) {
            montague().control().setProperty("plugin.federationsuite.fmuc.mirror.message-mode", mode);
            String id = kev.say(SLAVE, "Can you hear me?");
            Stanza error = kev.await("the error", stanza -> stanza.id().equals(id) && stanza.type().equals("error"));
            MirrorAcceptanceTest.assertError("forbidden", error);
        }
        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Kev' role='participant'/>"
            + "</query>");
        kev.await("his voice", stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.text().contains("participant"));
        kev.say(SLAVE, "And now?");
        curtis.awaitSaid(MASTER, "And now?");
    }

    private static void enter(Client client, String occupant) {
        client.send("<presence to='" + occupant + "'><x xmlns='http://jabber.org/protocol/muc'><password>cauldronburn</password>"
            + "</x></presence>");
        Stanza own = client.await("its own presence", stanza -> stanza.name().equals("presence")
            && stanza.from().equals(occupant));
        assertEquals(own.text(), "", own.type());
    }

    private static void prepare(Client owner, String room, Access access) {
        makeRoom(owner, room, access.fields);
        enter(owner, room + "/Curtis");
        if (!access.item.isEmpty()) {
            Stanza answer = owner.ask("set", room, "<query xmlns='http://jabber.org/protocol/muc#admin'>" + access.item + "</query>");
            assertEquals(answer.text(), "result", answer.type());
        }
    }

    private static String condition(Stanza presence) {
        if (!presence.type().equals("error")) {
            return presence.type();
        }
        return SpecExamples.children(presence.child("jabber:client", "error").orElseThrow()).stream()
            .map(Element::getLocalName).filter(name -> !name.equals("text")).findFirst().orElseThrow();
    }
}
