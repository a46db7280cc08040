package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Registrations;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Incidents (XEP-0268) between servers. {@code capulet.lit} and {@code montague.lit} trust each other; {@code verona.lit} is a
 * stranger to both.
 */
public class IncidentAcceptanceTest extends FederationTest {

    private static final String FEATURE = "urn:xmpp:incident:2";
    private static final String PAGE = "plugins/federationsuite/federationsuite-incidents.jsp";
    private static final String SETTING = "plugin.federationsuite.server-roster.";
    private static final int MOST_ASIDE = 3;

    private Testbed bed;
    private Server verona;
    private int questions;

    /** Runs on one kind of server. */
    public IncidentAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).property(SETTING + "notice-every", "1")
            .property(SETTING + "incidents-aside-max", String.valueOf(MOST_ASIDE))
            .property(SETTING + "incident-max-bytes", "4096");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property("plugin.federationsuite.admitted-domains", "capulet.lit");
    }

    @Override
    void more(Testbed testbed) {
        bed = testbed;
        verona = users(testbed.server("verona.lit"), "mercutio").plugin(SUITE).add();
    }

    @Override
    void firstContact() {
        super.firstContact();
        acquaint(verona, capulet());
    }

    @Test
    public void aReportIsSentArrivesIsReadAndIsHandled() {
        IncidentAdmin montagues = admin(montague());
        IncidentAdmin capulets = admin(capulet());
        assertTrue(capulet().control().registrations().of("features").contains(FEATURE));

        // The administrator of montague.lit reports spammers to all buddies. There is one.
        String note = montagues.send("kind=report", "text=lots of MUC spammers\nfrom <clueless.lit>!",
            "sources=abuser@clueless.lit\nluser27@clueless.lit", "purpose=reporting", "start=2009-04-13T19:05:20Z");
        assertTrue(note, note.startsWith("Sent to capulet.lit: incident montague.lit "));
        String number = note.substring(note.indexOf("montague.lit "), note.indexOf(". The list"));

        // It arrives, and the administrator of capulet.lit is told, without a word of what it says.
        Map<String, String> row = capulets.await("montague.lit", "new");
        assertEquals("lots of MUC spammers from <clueless.lit>!", row.get("text"));
        assertEquals(number, row.get("about"));
        assertFalse(capulets.awaitNotice("montague.lit").text().contains("clueless"));
        montagues.await("capulet.lit", "delivered");

        // He reads it.
        Map<String, String> shown = capulets.show(row.get("id"));
        assertEquals("lots of MUC spammers|from <clueless.lit>!", shown.get("text"));
        assertEquals("abuser@clueless.lit|luser27@clueless.lit", shown.get("sources"));
        assertEquals("2009-04-13T19:05:20Z", shown.get("start"));
        assertEquals("reporting", shown.get("purpose"));

        // He marks it as handled, once.
        assertEquals("The report of montague.lit is marked as handled.", capulets.order("handle", row.get("id")));
        assertTrue(capulets.list().get(0).get("handled").startsWith("by admin@capulet.lit at "));
        assertTrue(capulets.order("handle", row.get("id")).startsWith("Nothing has been changed"));

        // The incident is over. What was reported is updated, and waits to be handled again.
        montagues.send("kind=report", "text=it is over", "about=" + number, "status=resolved", "peers=capulet.lit");
        Map<String, String> over = capulets.await("montague.lit", "resolved");
        assertEquals(row.get("id"), over.get("id"));
        assertEquals("", over.get("handled"));
        assertEquals(1, capulets.list().size());

        // He asks what they know of it, by the number that both have; the answer is a result, and a report of a person.
        capulets.send("kind=inquiry", "about=" + row.get("id"));
        capulets.await("montague.lit", "delivered");
        assertEquals(number, montagues.await("capulet.lit", "new").get("about"));

        assertEquals("The report of or to montague.lit has been removed.", capulets.order("remove", row.get("id")));
        assertTrue(capulets.order("show", row.get("id")).contains("there is no report with the ID"));
        for (String action : List.of("received", "updated", "handled", "sent", "answered", "removed")) {
            Waiting.until("the audit to have " + action, Waiting.PATIENCE, () -> capulet().control().auditLog().stream()
                .anyMatch(line -> line.contains("server roster: incident-" + action + " montague.lit")),
                () -> capulet().control().auditLog().toString());
        }
    }

    @Test
    public void whatStrangersSendIsKeptAsideAndLittleOfIt() {
        IncidentAdmin capulets = admin(capulet());
        capulet().control().setProperty(SETTING + "notice-every", "1");
        assertEquals("result", answer(montague(), report("buddys", "from a buddy")).type());

        for (int i = 1; i <= MOST_ASIDE + 2; i++) {
            assertEquals("result", answer(verona, report("strange" + i, "from a stranger " + i)).type());
        }

        List<Map<String, String>> list = capulets.list();
        assertEquals(list.toString(), List.of("from a stranger 5", "from a stranger 4", "from a stranger 3", "from a buddy"),
            list.stream().map(row -> row.get("text")).toList());
        assertTrue(list.toString(), list.stream().limit(MOST_ASIDE).allMatch(row -> row.get("state").contains("kept aside")));
        assertEquals(List.of("Reports dropped since the start because more came than may be kept: 2"), capulets.notesOfList());
        capulets.awaitNotice("verona.lit");
        assertTrue("a stranger fills no audit",
            capulet().control().auditLog().stream().noneMatch(line -> line.contains("verona.lit")));

        // Nothing is sent to strangers, and with no place for what they send it is refused.
        assertEquals("Nothing has been sent: verona.lit has not been approved in the server roster.",
            capulets.send("kind=report", "text=x", "peers=verona.lit"));
        capulet().control().setProperty(SETTING + "incidents-aside-max", "0");
        MirrorAcceptanceTest.assertError("forbidden", answer(verona, report("strange9", "x")));
    }

    @Test
    public void theSameAgainIsNotKeptTwiceAndMoreOfItIsAnUpdate() {
        IncidentAdmin capulets = admin(capulet());
        for (int i = 0; i < 3; i++) {
            assertEquals("result", answer(montague(), report("one", "first")).type());
        }
        assertEquals(1, capulets.list().size());
        assertEquals("new", capulets.list().get(0).get("state"));

        assertEquals("result", answer(montague(), report("one", "more is known")).type());

        assertEquals(1, capulets.list().size());
        assertEquals("updated", capulets.list().get(0).get("state"));
        assertEquals("more is known", capulets.list().get(0).get("text"));
    }

    @Test
    public void whatIsNoIncidentOrComesFromTheWrongIsAnsweredWithAnError() {
        IncidentAdmin capulets = admin(capulet());
        assertEquals("result", answer(montague(), report("good", "x")).type());
        int logged = capulet().log().text().length();
        String good = report("bad", "x");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(good.replace("type='set'", "type='get'"), "bad-request");
        bad.put(good.replace("<report ", "<rumour ").replace("</report>", "</rumour>"), "bad-request");
        bad.put("<iq type='set' from='montague.lit' to='capulet.lit'><report xmlns='" + FEATURE + "'/></iq>", "bad-request");
        bad.put(good.replace("<Incident ", "<Incident xmlns:a='b' ").replace("iodef-1.0", "iodef-9.9"), "bad-request");
        bad.put(good.replaceAll("<IncidentID.*</IncidentID>", ""), "bad-request");
        bad.put(good.replace("<Description>", "<StartTime>yesterday</StartTime><Description>"), "bad-request");
        bad.put(good.replace("<Description>", "<a>".repeat(100) + "</a>".repeat(100) + "<Description>"), "bad-request");
        bad.put(good.replace("</report>", "<addresses><address/></addresses></report>"), "bad-request");
        bad.put(good.replace(">bad<", ">" + "b".repeat(300) + "<"), "bad-request");
        bad.put(good.replace("<Description>x", "<Description>" + "x".repeat(5000)), "not-acceptable");
        bad.put(good.replace("from='montague.lit'", "from='kev@montague.lit/x'"), "forbidden");
        bad.put(good.replace("from='montague.lit'", "from='montague.lit/x'"), "forbidden");
        bad.put(good.replace("to='capulet.lit'", "to='curtis@capulet.lit'"), "service-unavailable");

        login(montague(), "kev", "x");
        bad.forEach((stanza, condition) -> MirrorAcceptanceTest.assertError(condition, answer(montague(), stanza)));
        MirrorAcceptanceTest.assertError("forbidden",
            login(capulet(), "curtis", "Swift").ask("set", "capulet.lit", child(good)));
        // The server itself has something to say to everybody, so the connection has survived all of it.
        assertEquals("result", answer(montague(), "<iq type='get' from='montague.lit' to='capulet.lit'>"
            + "<ping xmlns='urn:xmpp:ping'/></iq>").type());
        new RosterAdmin(login(capulet(), "admin", "roster"), capulet()).order(RosterAdmin.PEER + "block", "montague.lit");
        MirrorAcceptanceTest.assertError("not-allowed", answer(montague(), good));

        assertEquals(List.of("x"), capulets.list().stream().map(row -> row.get("text")).toList());
        String news = capulet().log().text().substring(logged);
        assertEquals(List.of(), news.lines().filter(line -> line.startsWith("\tat ")).toList());
    }

    @Test
    public void aRequestToBlockSomebodyChangesNothing() {
        IncidentAdmin capulets = admin(capulet());
        RosterAdmin roster = new RosterAdmin(login(capulet(), "admin", "roster"), capulet());
        Client kev = login(montague(), "kev", "Swift");
        Client curtis = login(capulet(), "curtis", "Swift");
        List<String> users = capulet().control().users();
        Map<String, String> peers = roster.peers();

        for (Server sender : List.of(montague(), verona)) {
            String request = report("block", "disable them").replace("type='set'", "type='get'")
                .replace("<report ", "<request ").replace("</report>", "</request>")
                .replace("</Incident>", "<EventData><Flow><System category='source'><Node><Address category='ext-category' "
                    + "ext-category='xmpp'>kev@montague.lit</Address><Address category='ext-category' ext-category='xmpp'>"
                    + "curtis@capulet.lit</Address><Address category='ext-category' ext-category='xmpp'>montague.lit</Address>"
                    + "</Node></System></Flow><Expectation action='block-host'/></EventData></Incident>");
            assertEquals("result", answer(sender, request).type());
        }

        Map<String, String> row = capulets.await("montague.lit", "new");
        assertEquals("block-host", capulets.show(row.get("id")).get("actions"));
        assertEquals(users, capulet().control().users());
        assertEquals(peers, roster.peers());
        for (String property : List.of("xmpp.server.permission", "plugin.federationsuite.server-roster.auto-approve")) {
            assertEquals(Optional.empty(), capulet().control().property(property));
        }
        assertEquals(Optional.of("montague.lit"), capulet().control().property("plugin.federationsuite.admitted-domains"));
        // Those that it is about can still talk, and log in.
        kev.send("<message to='" + curtis.bareAddress() + "' type='chat'><body>Still here?</body></message>");
        curtis.await("a message", stanza -> stanza.body().equals("Still here?"));
        login(capulet(), "curtis", "Elsewhere").settle();
    }

    @Test
    public void whatDoesNotArriveIsShownAndCanBeSentAgain() {
        IncidentAdmin montagues = admin(montague());
        SuitePart.SERVER_ROSTER.switchOff(capulet());
        Registrations left = capulet().control().registrations();
        for (String registry : List.of("features", "iq-namespaces", "commands", "interceptors")) {
            assertEquals(List.of(), left.of(registry).stream()
                .filter(entry -> entry.contains(FEATURE) || entry.contains("ncident")).toList());
        }

        montagues.send("kind=report", "text=help", "peers=capulet.lit");
        Map<String, String> row = montagues.await("capulet.lit", "not delivered");
        assertFalse(row.toString(), row.get("answer").isEmpty());

        capulet().kill();
        montagues.order("again", row.get("id"));
        Map<String, String> down = montagues.await("capulet.lit", "not delivered: refused");
        Waiting.until("montague.lit to see that capulet.lit is down", Waiting.PATIENCE,
            () -> montagues.show(row.get("id")).getOrDefault("answer", "").startsWith("remote-server-not-found"),
            () -> montagues.list().toString());
        assertEquals(row.get("id"), down.get("id"));

        capulet().start();
        SuitePart.SERVER_ROSTER.switchOn(capulet());
        IncidentAdmin capulets = admin(capulet());
        // For a while after a failure the server does not try again.
        Waiting.until("the report to be delivered", Waiting.PATIENCE, () -> {
            montagues.order("again", row.get("id"));
            return montagues.list().stream().anyMatch(one -> one.get("state").equals("delivered"));
        }, () -> montagues.list().toString());
        assertEquals("help", capulets.await("montague.lit", "new").get("text"));
        assertTrue(montagues.order("again", row.get("id")).startsWith("Nothing has been sent"));
    }

    @Test
    public void onlyAdministratorsDealWithIncidents() {
        IncidentAdmin curtis = new IncidentAdmin(login(capulet(), "curtis", "Swift"), capulet());
        assertEquals("result", answer(montague(), report("one", "x")).type());

        for (String command : List.of("list", "show", "send", "handle", "again", "remove")) {
            MirrorAcceptanceTest.assertError("forbidden", curtis.begin(command));
        }
        assertEquals("", admin(capulet()).list().get(0).get("handled"));
    }

    @Test
    public void incidentsAreReadHandledAndSentInTheConsole() {
        String markup = "<script>alert(1)</script>";
        assertEquals("result", answer(montague(), report("one", markup.replace("<", "&lt;"))).type());
        ConsoleSession console = new ConsoleSession(capulet());
        assertEquals(302, console.login("admin", "admin-secret").status());

        String list = console.get(PAGE).body();
        assertTrue(list, list.contains("&lt;script&gt;alert(1)"));
        assertFalse(list, list.contains(markup));
        Matcher link = Pattern.compile("federationsuite-incidents\\.jsp\\?id=([0-9a-f-]+)").matcher(list);
        assertTrue(list, link.find());
        String id = link.group(1);
        String one = console.get(PAGE + "?id=" + id).body();
        assertTrue(one, one.contains("&lt;script&gt;alert(1)") && one.contains("Mark as handled"));
        assertFalse(one, one.contains(markup) || one.contains("Send again"));

        console.post(PAGE, Map.of("do", "handle", "id", id, "csrf", "guessed"));
        assertTrue(console.get(PAGE + "?id=" + id).body().contains("Mark as handled"));
        console.post(PAGE, Map.of("do", "handle", "id", id, "csrf", token(console)));
        one = console.get(PAGE + "?id=" + id).body();
        assertTrue(one, one.contains("is marked as handled.") && one.contains("by admin@capulet.lit at"));
        assertFalse(one, one.contains("Mark as handled"));

        console.post(PAGE, Map.of("do", "send", "kind", "report", "text", "", "sources", "x@y.lit", "csrf", token(console)));
        String again = console.get(PAGE).body();
        assertTrue(again, again.contains("describe what happened") && again.contains(">x@y.lit</textarea>"));
        console.post(PAGE, Map.of("do", "send", "kind", "response", "text", "Done & dusted", "about", id, "action", "",
            "purpose", "mitigation", "status", "new", "start", "2030-01-02T03:04", "csrf", token(console)));
        assertTrue(console.get(PAGE).body().contains("Sent to montague.lit"));
        Map<String, String> arrived = admin(montague()).await("capulet.lit", "new");
        assertEquals("Done & dusted", arrived.get("text"));
        assertEquals("response", arrived.get("kind"));
        assertEquals("montague.lit one", arrived.get("about"));

        String sent = console.get(PAGE + "?show=out&q=DUSTED").body();
        assertTrue(sent, sent.contains("Done &amp; dusted") && sent.contains("Page 1 of 1, 1 in all"));
        assertFalse(sent, sent.contains("&lt;script&gt;alert(1)"));
        assertTrue(console.get(PAGE + "?show=out&q=alert").body().contains("No report fits."));
        String export = "federationsuite-incidents-export.jsp?show=out&amp;q=DUSTED";
        assertTrue(sent, sent.contains(export));
        ConsoleSession.Answer file = console.get(PAGE.replaceFirst("[^/]*$", export.replace("&amp;", "&")));
        assertTrue(file.headers(), file.headers().contains("filename=\"incidents-20"));
        assertTrue(file.body(), file.body().matches("(?s)\ufeff?time,direction,.*\r\n20[^\r]*,out,montague.lit,response,"
            + "montague.lit one,[^\r]*,Done & dusted,[^\r]*\r\n"));
        assertTrue(new ConsoleSession(capulet()).get(PAGE.replaceFirst("[^/]*$", export)).location().contains("login"));

        console.post(PAGE, Map.of("do", "remove", "id", id, "csrf", token(console)));
        assertFalse(console.get(PAGE).body().contains("?id=" + id));
        console.post(PAGE, Map.of("do", "restore", "id", id, "csrf", "guessed"));
        console.get(PAGE + "?do=restore&id=" + id);
        assertFalse(console.get(PAGE).body().contains("?id=" + id));
        console.post(PAGE, Map.of("do", "restore", "id", id, "csrf", token(console)));
        assertTrue(console.get(PAGE).body().contains("?id=" + id));
        List<String> audit = capulet().control().auditLog();
        assertTrue(audit.toString(), audit.stream().anyMatch(
            line -> line.startsWith("admin\tserver roster: incident-handled montague.lit\tfrom 127.0.0.1")));
    }

    private static String token(ConsoleSession console) {
        Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(console.get(PAGE).body());
        assertTrue(field.find());
        return field.group(1);
    }

    private IncidentAdmin admin(Server server) {
        return new IncidentAdmin(login(server, "admin", "desk" + System.nanoTime()), server);
    }

    /** An incident as a server sends it; the name of the sender is put in by {@link #answer}. */
    private static String report(String number, String text) {
        return "<iq type='set' from='montague.lit' to='capulet.lit'><report xmlns='" + FEATURE + "'>"
            + "<Incident xmlns='urn:ietf:params:xml:ns:iodef-1.0' purpose='reporting'><IncidentID name='montague.lit'>" + number
            + "</IncidentID><Description>" + text + "</Description></Incident></report></iq>";
    }

    private static String child(String iq) {
        return iq.substring(iq.indexOf('>') + 1, iq.lastIndexOf('<'));
    }

    /** Sends a request from a server to {@code capulet.lit}, past its own rules, and waits for the answer. */
    private Stanza answer(Server sender, String iq) {
        String id = "q" + ++questions;
        Link back = bed.link(capulet(), sender);
        sender.control().deliver(iq.replaceFirst("<iq ", "<iq id='" + id + "' ")
            .replace("from='montague.lit", "from='" + sender.domain()));
        Waiting.until("an answer to " + iq, Waiting.PATIENCE, () -> find(back, id).isPresent(),
            () -> back.stanzas().toString());
        return find(back, id).orElseThrow();
    }

    private static Optional<Stanza> find(Link link, String id) {
        return link.stanzas().stream().filter(stanza -> stanza.name().equals("iq") && stanza.id().equals(id)).findFirst();
    }
}
