package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;
import org.w3c.dom.Element;

/**
 * Every example of the ProtoXEP, in its order, between two real servers: what clients send as it stands there, and what
 * crosses the link or reaches a client compared with it, element by element. The room is semi-anonymous, as that of the
 * examples is.
 */
public class ProtoXepAcceptanceTest extends FederationTest {

    private static final String SEMI_ANONYMOUS = "muc#roomconfig_whois=moderators";

    private final SpecExamples spec = SpecExamples.ofFmuc();
    private final Set<Integer> seen = new TreeSet<>();

    /** Runs on one kind of server. */
    public ProtoXepAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    @Conforms({"protoxep-4", "protoxep-6", "protoxep-7", "protoxep-8", "protoxep-9", "protoxep-10",
        "protoxep-11", "protoxep-14", "protoxep-17", "protoxep-18", "protoxep-19", "protoxep-20"})
    public void everyExampleCrossesTheLinkAsTheSpecificationShowsIt() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, SEMI_ANONYMOUS);
        Client kev = login(montague(), "kev", "Swift");

        kevJoins(kev);
        curtisJoins(curtis, kev);
        kevSpeaks(kev, curtis);
        kevSpeaksAndForgets(kev, curtis);
        kevLeaves(kev, curtis);
        makeRoom(curtis, MASTER, SEMI_ANONYMOUS, "muc#roomconfig_membersonly=1");
        kevIsNotAMember(kev);

        assertEquals(IntStream.rangeClosed(1, spec.size()).boxed().collect(Collectors.toSet()), seen);
    }

    private void kevJoins(Client kev) {
        says(kev, 1, "User joins MUC through a proxy");
        crosses(toRooms(), 2, "Proxy service joins the target MUC");
        crosses(toMirror(), 3, "MUC confirms room join", Deviation.SELF_PRESENCE_HAS_110);
        receives(kev, 4, "Proxy delivers the join to local users", 0, Deviation.SELF_PRESENCE_HAS_110);
    }

    private void curtisJoins(Client curtis, Client kev) {
        says(curtis, 7, "User joins the master MUC directly");
        receives(curtis, 8, "MUC delivers the join to its occupants", 0,
            Deviation.SELF_PRESENCE_HAS_110, Deviation.MODERATORS_SEE_ADDRESSES_OF_DIRECT_OCCUPANTS);
        crosses(toMirror(), 8, "MUC delivers the join to its occupants", 1, Deviation.CURTIS_IS_OWNER_IN_EVERY_COPY);
        receives(kev, 9, "Proxy delivers join to its occupants", 0);
    }

    private void kevSpeaks(Client kev, Client curtis) {
        says(kev, 14, "Proxy user sends a message to the room");
        crosses(toRooms(), 15, "Proxy sends the message to the MUC");
        crosses(toMirror(), 16, "MUC sends the message to the occupants", 0, Deviation.MESSAGES_COME_FROM_THE_OCCUPANT);
        receives(curtis, 16, "MUC sends the message to the occupants", 1, Deviation.MESSAGES_COME_FROM_THE_OCCUPANT);
        receives(kev, 17, "Proxy sends the message to the proxied users", 0);
    }

    private void kevSpeaksAndForgets(Client kev, Client curtis) {
        montague().control().setProperty("plugin.federationsuite.fmuc.mirror.message-mode", "fire-and-forget");
        long before = messagesToMirror();
        says(kev, 18, "Proxy user sends a message to the room");
        crosses(toRooms(), 19, "Proxy sends the message to the MUC");
        receives(kev, 20, "Proxy sends the message to the proxied users", 0);
        receives(curtis, 21, "MUC sends the message to the other occupants", 0);
        // Something behind it, on the same way, to know that it will not come any more.
        curtis.say(MASTER, "Open a window.");
        kev.awaitSaid(SLAVE, "Open a window.");
        assertEquals("the message is not sent back", before + 1, messagesToMirror());
    }

    /** Services ask each other things, too, whenever they like. */
    private long messagesToMirror() {
        return toMirror().stanzas().stream().filter(stanza -> stanza.name().equals("message")).count();
    }

    private void kevLeaves(Client kev, Client curtis) {
        says(kev, 10, "User leaves the proxy room");
        crosses(toRooms(), 11, "Proxy sends part to the MUC");
        crosses(toMirror(), 12, "MUC transmits part to occupants", 0);
        receives(curtis, 12, "MUC transmits part to occupants", 1, Deviation.MODERATORS_SEE_ADDRESSES_OF_MIRRORED_OCCUPANTS);
        // Here it is the specification that has the code.
        receives(kev, 13, "Proxy sends part to local users", 0);
        curtis.part(MASTER, "Curtis");
    }

    private void kevIsNotAMember(Client kev) {
        says(kev, 1, "User joins MUC through a proxy");
        crosses(toMirror(), 5, "Master rejects joins");
        receives(kev, 6, "Proxy delivers the join failure to the user", 0, Deviation.ERRORS_TO_USERS_COME_FROM_THE_NICK);
    }

    private void says(Client client, int number, String caption) {
        seen.add(number);
        client.send(new Xml().write(spec.example(number, caption).get(0)));
    }

    private void crosses(Link link, int number, String caption, Deviation... deviations) {
        crosses(link, number, caption, 0, deviations);
    }

    private void crosses(Link link, int number, String caption, int which, Deviation... deviations) {
        String expected = expected(number, caption, which, deviations);
        Waiting.until("'" + caption + "' on the link:\n" + expected, Waiting.PATIENCE,
            () -> texts(link.stanzas()).contains(expected), () -> String.join("\n", texts(link.stanzas())));
        assertTrue(link.tapped());
    }

    private void receives(Client client, int number, String caption, int which, Deviation... deviations) {
        String expected = expected(number, caption, which, deviations);
        client.await("'" + caption + "':\n" + expected, stanza -> Canonical.text(stanza.element()).equals(expected));
    }

    private String expected(int number, String caption, int which, Deviation... deviations) {
        seen.add(number);
        Element stanza = spec.example(number, caption).get(which);
        for (Deviation deviation : deviations) {
            deviation.apply(stanza);
        }
        return Canonical.text(stanza);
    }

    private static List<String> texts(List<Stanza> stanzas) {
        return stanzas.stream().map(stanza -> Canonical.text(stanza.element())).collect(Collectors.toList());
    }
}
