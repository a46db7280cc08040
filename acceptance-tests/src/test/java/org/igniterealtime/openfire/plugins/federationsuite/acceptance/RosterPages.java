package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;

/** An administrator of a server roster with a browser: sees pages as text, fills in forms, presses buttons. */
final class RosterPages {

    static final String FOLDER = "plugins/federationsuite/";
    static final String PEERS = "federationsuite-peers.jsp";
    static final String IMPORT = "federationsuite-import.jsp";
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final ConsoleSession console;
    private final String domain;

    RosterPages(Server server) {
        console = new ConsoleSession(server);
        domain = server.domain();
        ConsoleSession.Answer login = console.login("admin", "admin-secret");
        if (login.status() != 302) {
            throw new AssertionError(login.toString());
        }
    }

    ConsoleSession console() {
        return console;
    }

    /** A page as it is sent. */
    String html(String address) {
        ConsoleSession.Answer answer = console.get(FOLDER + address);
        if (answer.status() != 200) {
            throw new AssertionError(address + ": " + answer);
        }
        return answer.body();
    }

    /** What a person reads on a page: without markup, in one line. */
    String page(String address) {
        return read(html(address));
    }

    static String read(String html) {
        return html.replaceAll("(?s)<(style|script|head)\\b.*?</\\1>", " ").replaceAll("<[^>]*>", " ").replace("&lt;", "<")
            .replace("&gt;", ">").replace("&#034;", "\"").replace("&quot;", "\"").replace("&#039;", "'").replace("&amp;", "&")
            .replaceAll("\\s+", " ");
    }

    static String pageOf(String peer) {
        return "federationsuite-peer.jsp?domain=" + peer;
    }

    /** Asks another server, with the form for a new peer. */
    String add(String peer, String note) {
        return submit(PEERS, Map.of("action", "add", "domain", peer, "note", note));
    }

    /** Decides about a request that waits. */
    String decide(String peer, String order, String note) {
        return submit(PEERS, Map.of("action", "decide", "domain", peer, "order", order, "note", note));
    }

    /** Presses a button on a peer's page. */
    String order(String peer, String order) {
        return submit(pageOf(peer), Map.of("action", "order", "domain", peer, "order", order));
    }

    /** Ticks peers in the list and presses a button under it. */
    String bulk(String order, String... peers) {
        List<Map.Entry<String, String>> form = new ArrayList<>(
            Map.of("action", "bulk", "order", order, "csrf", token(PEERS)).entrySet());
        for (String peer : peers) {
            form.add(new AbstractMap.SimpleEntry<>("domain", peer));
        }
        return follow(console.post(FOLDER + PEERS, form));
    }

    /** Sends a form of a page with the page's token, and returns what the next page shows. */
    String submit(String address, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("csrf", token(address));
        return follow(console.post(FOLDER + address.replaceFirst("\\?.*", ""), form));
    }

    /** Chooses a file on the page for imports and has it previewed. */
    String preview(String file) {
        return follow(console.upload(FOLDER + IMPORT, Map.of("action", "preview", "csrf", token(IMPORT)), "file", file));
    }

    /** Carries out what the preview shows. */
    String apply() {
        Matcher id = Pattern.compile("name=\"id\" value=\"([^\"]+)\"").matcher(html(IMPORT));
        if (!id.find()) {
            throw new AssertionError(html(IMPORT));
        }
        return submit(IMPORT, Map.of("action", "apply", "id", id.group(1)));
    }

    /** Waits for a page to show something. While the suite is loaded anew, there is no such page for a moment. */
    void await(String address, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Waiting.until(domain + " to show: " + regex, Waiting.PATIENCE, () -> pattern.matcher(shown(address)).find(),
            () -> shown(address));
    }

    private String shown(String address) {
        ConsoleSession.Answer answer = console.get(FOLDER + address);
        return answer.status() == 200 ? read(answer.body()) : answer.toString();
    }

    String token(String address) {
        Matcher token = TOKEN.matcher(html(address));
        if (!token.find()) {
            throw new AssertionError("no form on " + address);
        }
        return token.group(1);
    }

    private String follow(ConsoleSession.Answer answer) {
        if (answer.status() != 302) {
            throw new AssertionError(answer.toString());
        }
        return page(answer.location().replaceFirst("^.*/", ""));
    }
}
