package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.ArrayList;
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

/** An administrator who deals with incidents (XEP-0268) in an ordinary client that knows ad-hoc commands and forms. */
final class IncidentAdmin {

    /** Before the names of the commands. */
    static final String INCIDENT = "https://igniterealtime.org/federationsuite#incident-";
    private static final String COMMANDS = "http://jabber.org/protocol/commands";

    private final Client client;
    private final String domain;

    IncidentAdmin(Client client, Server server) {
        this.client = client;
        this.domain = server.domain();
    }

    /** Sends a report; fields as {@code name=value}. Returns the note that says what came of it. */
    String send(String... fields) {
        return note(submit("send", fields));
    }

    /** Marks as handled, sends again, or removes; returns the note that says what came of it. */
    String order(String command, String id) {
        return note(submit(command, "id=" + id));
    }

    /** What is shown of one incident, by the name of the field; lines are joined. */
    Map<String, String> show(String id) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Element field : all(command(submit("show", "id=" + id)), "field")) {
            shown.put(field.getAttribute("var"), String.join("|", all(field, "value").stream().map(Element::getTextContent)
                .toList()));
        }
        return shown;
    }

    /** The list, the latest first. */
    List<Map<String, String>> list() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Element item : all(command(begin("list")), "item")) {
            Map<String, String> row = new LinkedHashMap<>();
            all(item, "field").forEach(field -> row.put(field.getAttribute("var"), field.getTextContent()));
            rows.add(row);
        }
        return rows;
    }

    /** What stands under the list. */
    List<String> notesOfList() {
        return all(command(begin("list")), "note").stream().map(Element::getTextContent).toList();
    }

    /** Waits for one incident of or to a server, in a state that begins so. */
    Map<String, String> await(String peer, String state) {
        Waiting.until(domain + " to have an incident of " + peer + " that is " + state, Waiting.PATIENCE,
            () -> list().stream().anyMatch(row -> is(row, peer, state)), () -> list().toString());
        return list().stream().filter(row -> is(row, peer, state)).findFirst().orElseThrow();
    }

    private static boolean is(Map<String, String> row, String peer, String state) {
        return row.get("peer").equals(peer) && row.get("state").startsWith(state);
    }

    /** Waits for the message that tells of incidents. */
    Stanza awaitNotice(String peer) {
        return client.await("a notice about an incident of " + peer, stanza -> stanza.name().equals("message")
            && stanza.from().equals(domain) && stanza.body().contains("incidents") && stanza.body().contains(peer));
    }

    /** Begins a command and returns whatever comes. */
    Stanza begin(String command) {
        return client.ask("set", domain, "<command xmlns='" + COMMANDS + "' action='execute' node='" + INCIDENT + command
            + "'/>");
    }

    private Stanza submit(String command, String... fields) {
        StringBuilder form = new StringBuilder();
        for (String field : fields) {
            int equals = field.indexOf('=');
            form.append("<field var='").append(field, 0, equals).append("'>");
            field.substring(equals + 1).lines().map(line -> line.replace("&", "&amp;").replace("<", "&lt;"))
                .forEach(line -> form.append("<value>").append(line).append("</value>"));
            form.append("</field>");
        }
        return client.ask("set", domain, "<command xmlns='" + COMMANDS + "' node='" + INCIDENT + command + "' sessionid='"
            + command(begin(command)).getAttribute("sessionid") + "'><x xmlns='jabber:x:data' type='submit'>" + form
            + "</x></command>");
    }

    private static String note(Stanza done) {
        return all(command(done), "note").get(0).getTextContent();
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast).toList();
    }

    private static Element command(Stanza iq) {
        return iq.child(COMMANDS, "command").orElseThrow(() -> new AssertionError(iq.toString()));
    }
}
