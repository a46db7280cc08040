package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** An administrator of a server roster, with an ordinary client that knows ad-hoc commands (XEP-0050) and forms (XEP-0004). */
final class RosterAdmin {

    /** The command that XEP-0267 names. */
    static final String SERVER_BUDDY = "http://jabber.org/protocol/admin#server-buddy";
    /** Before the names of the others. */
    static final String PEER = "https://igniterealtime.org/federationsuite#peer-";
    private static final String AT_ONCE = ", answered at once";
    private static final String COMMANDS = "http://jabber.org/protocol/commands";
    private static final String REQUESTS = "https://igniterealtime.org/federationsuite#peer-requests";

    private final Client client;
    private final String domain;

    RosterAdmin(Client client, Server server) {
        this.client = client;
        this.domain = server.domain();
    }

    /** Asks another server for its presence, as XEP-0267, section 2, has it. */
    String request(String peer) {
        return order(SERVER_BUDDY, peer);
    }

    /** Gives an order about a peer; returns the note that says what came of it. */
    String order(String node, String peer) {
        Stanza form = execute(node);
        Element command = command(form);
        assertThat("executing", command.getAttribute("status"), form);
        Stanza done = client.ask("set", domain, "<command xmlns='" + COMMANDS + "' node='" + node + "' sessionid='"
            + command.getAttribute("sessionid") + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/admin</value></field>"
            + "<field var='peerjid'><value>" + peer + "</value></field></x></command>");
        assertThat("completed", command(done).getAttribute("status"), done);
        return text(command(done), "note");
    }

    /** Begins a command and returns whatever comes. */
    Stanza execute(String node) {
        return client.ask("set", domain, "<command xmlns='" + COMMANDS + "' action='execute' node='" + node + "'/>");
    }

    /** The peers, and how it stands with each. */
    Map<String, String> peers() {
        return column("state");
    }

    /**
     * How it stands with one peer; "" if there is none. Without the hint that nobody can have decided so fast: tests can.
     */
    String state(String peer) {
        return peers().getOrDefault(peer, "").replace(AT_ONCE, "");
    }

    /** Whether the list says that a peer has approved faster than an administrator could. */
    boolean answeredAtOnce(String peer) {
        return peers().getOrDefault(peer, "").contains(AT_ONCE);
    }

    /** The peers, and their presence. */
    Map<String, String> presence() {
        return column("presence");
    }

    void awaitState(String peer, String state) {
        Waiting.until(domain + " to have " + peer + " as: " + state, Waiting.PATIENCE, () -> state(peer).equals(state),
            () -> peers().toString());
    }

    /** Waits for the message that tells of requests, and returns those it tells of. */
    Stanza awaitNotice(String peer) {
        return client.await("a notice about " + peer, stanza -> stanza.name().equals("message") && stanza.from().equals(domain)
            && stanza.text().contains(REQUESTS) && stanza.text().contains(peer));
    }

    /** Answers the form of a notice. */
    void answer(String peer, String choice) {
        client.send("<message to='" + domain + "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
            + "<value>" + REQUESTS + "</value></field><field var='" + peer + "'><value>" + choice
            + "</value></field></x></message>");
    }

    /** How many requests were dropped, as the note under the list says; 0 if there is none. */
    int dropped() {
        return all(command(execute(PEER + "list")), "note").stream().map(Element::getTextContent)
            .filter(note -> note.startsWith("Requests dropped")).mapToInt(note ->
                Integer.parseInt(note.substring(note.indexOf(':') + 1).replaceAll("[^0-9]", ""))).findFirst().orElse(0);
    }

    private Map<String, String> column(String name) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Element item : all(command(execute(PEER + "list")), "item")) {
            found.put(value(item, "peerjid"), value(item, name));
        }
        return found;
    }

    private static String value(Element item, String field) {
        return text(all(item, "field").stream().filter(element -> field.equals(element.getAttribute("var")))
            .findFirst().orElseThrow(), "value");
    }

    private static String text(Element parent, String name) {
        return all(parent, name).get(0).getTextContent();
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast).toList();
    }

    private static Element command(Stanza iq) {
        return iq.child(COMMANDS, "command").orElseThrow(() -> new AssertionError(iq.toString()));
    }

    private static void assertThat(String expected, String status, Stanza iq) {
        if (!expected.equals(status)) {
            throw new AssertionError("not " + expected + ": " + iq);
        }
    }
}
