package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** The page about eventing in the console, and what users notice of what an administrator does there. */
public class EventingPageAcceptanceTest extends PubsubTest {

    private static final String EVENTING = "federationsuite-eventing.jsp";
    private static final String AUDIT = "federationsuite-audit.jsp";
    private static final String PREFIX = "plugin.federationsuite.";
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String CURTIS = "curtis@capulet.lit";

    /** Runs on one kind of server. */
    public EventingPageAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    public void anAdministratorSeesWhoWaitsAndRefusesInTheUsersPlace() {
        Client kev = login(montague(), "kev", "globe");
        RosterPages pages = new RosterPages(capulet());
        assertTrue(pages.page(EVENTING), pages.page(EVENTING).contains("There is no request to show."));
        Stanza asked = subscribe(kev);
        assertTrue(asked.text(), asked.text().contains("subscription=\"pending\""));
        pages.await(EVENTING, "Requests that wait for a user \\(1\\) .* kev@montague.lit curtis@capulet.lit 20\\d\\d-");
        assertTrue(pages.page(EVENTING + "?q=nobody").contains("There is no request to show."));

        Map<String, String> refuse = Map.of("action", "refuse", "owner", CURTIS, "contact", "kev@montague.lit");
        pages.console().post(RosterPages.FOLDER + EVENTING, with(refuse, "csrf", "guessed"));
        pages.html(EVENTING + "?action=refuse&owner=" + CURTIS + "&contact=kev@montague.lit");
        assertTrue(pages.page(EVENTING), pages.page(EVENTING).contains("kev@montague.lit curtis@capulet.lit"));
        String refused = pages.submit(EVENTING, refuse);

        assertTrue(refused, refused.contains("The request of kev@montague.lit to see the presence of curtis@capulet.lit has"));
        assertTrue(refused, refused.contains("There is no request to show."));
        kev.await("the refusal", stanza -> stanza.from().equals(CURTIS) && stanza.text().contains("subscription=\"none\""));
        assertTrue(pages.submit(EVENTING, refuse).contains("Nothing has been refused"));
        assertTrue("he may ask again", subscribe(kev).text().contains("subscription=\"pending\""));
        pages.await(AUDIT + "?domain=montague.lit", "kev@montague.lit admin@capulet.lit 127.0.0.1 Subscription refused");

        // What waits is still known after a restart of eventing, and since when.
        String before = pages.page(EVENTING).replaceAll(".*curtis@capulet.lit (20\\S+ \\S+) UTC.*", "$1");
        capulet().control().reloadPlugin("federationsuite");
        pages.await(EVENTING, "kev@montague.lit curtis@capulet.lit " + before + " UTC");
    }

    private static Stanza subscribe(Client client) {
        return client.ask("set", CURTIS, "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='presence' jid='"
            + client.address().replaceFirst("/.*", "") + "'/></pubsub>");
    }

    @Test
    public void featuresAreSwitchedAndLimitsChangedAndTheAuditTellsOfItAlsoWithoutTheServerRoster() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        Client tybalt = login(capulet(), "tybalt", "sword");
        assertEquals("result", enter(tybalt, SCRIPT.replace("<", "&lt;")).type());
        RosterPages pages = new RosterPages(capulet());
        pages.await(EVENTING, "Occupants of rooms by pubsub \\(1\\) .*" + MASTER + " .*script.* tybalt@capulet.lit/sword In 20");
        assertFalse(pages.html(EVENTING), pages.html(EVENTING).contains(SCRIPT));

        Map<String, String> limits = Map.of("action", "save", "rooms.max-all", "1", "rooms.max-each", "-1");
        assertTrue(pages.submit(EVENTING, limits).contains("Nothing has been changed. This is no value for the setting In how"));
        assertEquals(Optional.empty(), capulet().control().property(PREFIX + "eventing.rooms.max-all"));
        String saved = pages.submit(EVENTING, with(limits, "rooms.max-each", ""));
        assertTrue(saved, saved.contains("Settings changed: 1"));
        assertEquals(Optional.of("1"), capulet().control().property(PREFIX + "eventing.rooms.max-all"));
        assertTrue("one is there already", enter(curtis, "Curtis").text().contains("<too-many-subscriptions"));
        pages.await(EVENTING, "Last change .* admin@capulet.lit eventing.rooms.max-all: \\(not set\\) -> 1 ");
        assertTrue(pages.submit(EVENTING, Map.of("action", "undo")).contains("The last change has been undone."));
        assertEquals(Optional.empty(), capulet().control().property(PREFIX + "eventing.rooms.max-all"));
        assertEquals("there is room again", "result", enter(curtis, "Curtis").type());
        pages.await(AUDIT,
            "Change of settings undone Before: eventing.rooms.max-all: 1 Afterwards: eventing.rooms.max-all: \\(not set\\)");

        Map<String, String> off = Map.of("action", "switch", "feature", "rooms", "on", "false");
        ConsoleSession.Answer guessed = pages.console().post(RosterPages.FOLDER + EVENTING, with(off, "csrf", "guessed"));
        assertEquals(guessed.toString(), 302, guessed.status());
        assertEquals(Optional.empty(), capulet().control().property(PREFIX + "eventing.rooms.enabled"));
        assertTrue(pages.submit(EVENTING, off).contains("The feature has been switched off."));
        tybalt.await("the end of his subscription", stanza -> stanza.text().contains("subscription=\"none\""));
        pages.await(EVENTING, "Occupants of rooms by pubsub \\(0\\)");

        SuitePart.SERVER_ROSTER.switchOff(capulet());
        pages.await("federationsuite-peers.jsp", "does not run");
        pages.await(AUDIT, "capulet.lit admin@capulet.lit 127.0.0.1 Settings changed "
            + "Before: eventing.rooms.enabled: \\(not set\\) Afterwards: eventing.rooms.enabled: false "
            + ".* eventing.rooms.max-all: 1");
        assertTrue(pages.page(AUDIT + "?q=max-all").contains("eventing.rooms.max-all: 1"));
        assertFalse(pages.page(AUDIT + "?q=max-all").contains("eventing.rooms.enabled"));
        String file = pages.console().get(RosterPages.FOLDER + "federationsuite-audit-export.jsp?q=max-all").body();
        assertTrue(file, file.contains("admin@capulet.lit,127.0.0.1,settings-changed,"));
        assertTrue(capulet().control().auditLog().stream()
            .anyMatch(line -> line.startsWith("admin\tFederation Suite: settings-changed capulet.lit\tfrom 127.0.0.1")));
    }

    private static Stanza enter(Client client, String nick) {
        String room = MASTER.replaceFirst("@.*", "");
        return client.ask("set", MASTER.replaceFirst(".*@", ""), "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + "<subscribe node='" + room + "' jid='" + client.address() + "'/><options node='" + room + "' jid='"
            + client.address() + "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
            + "<value>http://jabber.org/protocol/pubsub#subscribe_options</value></field><field var='roomnick'><value>" + nick
            + "</value></field></x></options></pubsub>");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> all = new HashMap<>(form);
        all.put(name, value);
        return all;
    }
}
