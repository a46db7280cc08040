package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/** A room that speaks XEP-0289 as joined node: what reaches it is looked at on the link, and what it says is said by a test. */
final class ScriptedNode {

    private static final String NAMESPACE = "http://isode.com/protocol/fmuc";
    private static final String MUC = "http://jabber.org/protocol/muc";

    private final String address;
    private final String slave;
    private final Server server;
    private final Link link;

    /**
     * A node.
     *
     * @param address the room
     * @param slave   who joins it
     * @param server  where its service is, which must say nothing itself
     * @param link    to that server
     */
    ScriptedNode(String address, String slave, Server server, Link link) {
        this.address = address;
        this.slave = slave;
        this.server = server;
        this.link = link;
    }

    /** Waits for something that is sent to the room or to somebody in it. */
    Stanza awaits(String what, Predicate<Stanza> predicate) {
        Waiting.until(what, Waiting.PATIENCE, () -> find(predicate).isPresent(), () -> got().toString());
        return find(predicate).orElseThrow();
    }

    private Optional<Stanza> find(Predicate<Stanza> predicate) {
        return got().stream().filter(predicate).findFirst();
    }

    /** What was sent to the room and to those in it since {@link #forgets()}. */
    List<Stanza> got() {
        return link.stanzas().stream()
            .filter(stanza -> stanza.to().equals(address) || stanza.to().startsWith(address + "/")).toList();
    }

    /** Forgets what was sent so far. */
    ScriptedNode forgets() {
        link.reset();
        return this;
    }

    /** Says anything. */
    ScriptedNode says(String xml) {
        server.control().deliver(xml);
        return this;
    }

    /** Answers what the room is. */
    void isAsked() {
        Stanza question = awaits("the question what the room is", stanza -> stanza.name().equals("iq")
            && stanza.text().contains("disco#info"));
        says("<iq type='result' id='" + question.id() + "' from='" + address + "' to='" + question.from()
            + "'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Bees'/>"
            + "<feature var='" + MUC + "'/></query></iq>");
    }

    /** The join or the status of an occupant of the slave. */
    Stanza awaitsPresence(String nick, String type) {
        return awaits(nick + " " + type, stanza -> stanza.name().equals("presence") && stanza.to().equals(address + "/" + nick)
            && stanza.type().equals(type));
    }

    /** Tells that somebody is there. */
    ScriptedNode shows(String nick, String user) {
        return says("<presence from='" + address + "/" + nick + "' to='" + slave + "'>" + fmuc(user) + user(user, "participant")
            + "</presence>");
    }

    /** Tells that somebody is gone. */
    ScriptedNode hides(String nick, String user, String inMucUser) {
        return says("<presence type='unavailable' from='" + address + "/" + nick + "' to='" + slave + "'>" + fmuc(user)
            + "<x xmlns='" + MUC + "#user'><item affiliation='none' role='none'/>" + inMucUser + "</x></presence>");
    }

    /** Tells all that somebody says something. */
    ScriptedNode tells(String nick, String user, String content) {
        return says("<message type='groupchat' from='" + address + "/" + nick + "' to='" + slave + "'>" + content + fmuc(user)
            + "</message>");
    }

    /** Tells that it lets nobody in, or that we are out. */
    ScriptedNode answers(String to, String content) {
        return says("<presence from='" + address + "' to='" + to + "'><fmuc xmlns='" + NAMESPACE + "'>" + content
            + "</fmuc></presence>");
    }

    /** What a node adds to words of the past. */
    String delay() {
        return "<delay xmlns='urn:xmpp:delay' from='" + address + "' stamp='2012-04-19T16:00:44Z'/>";
    }

    /** The real address of somebody who is at the node itself. */
    static String theirs(String nick) {
        return nick.toLowerCase(Locale.ROOT) + "@capulet.lit/Desk";
    }

    static String fmuc(String user) {
        return "<fmuc xmlns='" + NAMESPACE + "' from='" + user + "'/>";
    }

    static String user(String jid, String role) {
        return "<x xmlns='" + MUC + "#user'><item affiliation='none' role='" + role + "' jid='" + jid + "'/></x>";
    }
}
