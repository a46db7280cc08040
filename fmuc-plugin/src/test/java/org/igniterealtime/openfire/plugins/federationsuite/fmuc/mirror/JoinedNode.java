package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;

import java.util.Locale;

/** What a node that speaks XEP-0289 and the slave that has joined it say to each other, for tests. */
final class JoinedNode {

    /** What the node adds to words of the past. */
    static final String DELAY = "<delay xmlns='urn:xmpp:delay' from='" + MASTER + "' stamp='2010-05-24T11:00:00Z'/>";

    private JoinedNode() {
    }

    /** The real address of somebody who is at the node itself. */
    static String theirs(String nick) {
        return nick.toLowerCase(Locale.ROOT) + "@example.com/Desk";
    }

    static String fmuc(String user) {
        return "<fmuc xmlns='http://isode.com/protocol/fmuc' from='" + user + "'/>";
    }

    // ---- what the node says

    /** Somebody is there. */
    static String shows(String nick, String user, String to) {
        return ("<presence from='%s/%s' to='%s'>%s<x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant'/></x></presence>").formatted(MASTER, nick, to, fmuc(user));
    }

    /** Somebody at the node is there. */
    static String shows(String nick) {
        return shows(nick, theirs(nick), SLAVE);
    }

    /** Somebody of ours is there. */
    static String echoes(String nick) {
        return shows(nick, Slave.jid(nick), SLAVE);
    }

    /** Somebody is gone. */
    static String hides(String nick, String user, String... inMucUser) {
        return ("<presence type='unavailable' from='%s/%s' to='%s'>%s<x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='none'/>%s</x></presence>")
            .formatted(MASTER, nick, SLAVE, fmuc(user), String.join("", inMucUser));
    }

    /** Somebody at the node is gone. */
    static String hides(String nick) {
        return hides(nick, theirs(nick));
    }

    /** Somebody says something to all. */
    static String says(String nick, String user, String id, String content) {
        return "<message type='groupchat' id='%s' from='%s/%s' to='%s'>%s%s</message>"
            .formatted(id, MASTER, nick, SLAVE, content, fmuc(user));
    }

    /** Somebody at the node says something to all. */
    static String says(String nick, String id, String content) {
        return says(nick, theirs(nick), id, content);
    }

    /** The subject, which ends what is told to a node that has joined. */
    static String subject() {
        return says("Curtis", "subject", "<subject>Bees</subject>" + DELAY);
    }

    /** The node lets nobody in. */
    static String rejects(String to, String text) {
        return "<presence from='%s' to='%s'><fmuc xmlns='http://isode.com/protocol/fmuc'><reject>%s</reject></fmuc></presence>"
            .formatted(MASTER, to, text);
    }

    /** The node says that we are out. */
    static String left() {
        return "<presence from='%s' to='%s'><fmuc xmlns='http://isode.com/protocol/fmuc'><left/></fmuc></presence>"
            .formatted(MASTER, SLAVE);
    }

    // ---- what the slave says

    /** A join, with what stands in its element of XEP-0045. */
    static String join(String nick, String inMuc) {
        return available(nick, "<x xmlns='http://jabber.org/protocol/muc'>" + inMuc + "</x>");
    }

    /** The join of somebody behind the first, who gets what was said before from the slave. */
    static String further(String nick) {
        return join(nick, "<history maxstanzas='0'/>");
    }

    /** An occupant says that he is there. */
    static String available(String nick, String content) {
        return ("<presence from='%s/%s' to='%s/%s'>%s%s<x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant' jid='%s'/></x></presence>")
            .formatted(SLAVE, nick, MASTER, nick, fmuc(Slave.jid(nick)), content, Slave.jid(nick));
    }

    /** An occupant is gone. */
    static String part(String nick) {
        return ("<presence type='unavailable' from='%s/%s' to='%s/%s'>%s<x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='none' jid='%s'/></x></presence>")
            .formatted(SLAVE, nick, MASTER, nick, fmuc(Slave.jid(nick)), Slave.jid(nick));
    }

    /** An occupant says something to all. */
    static String message(String nick, String id, String content) {
        return "<message type='groupchat' id='%s' from='%s/%s' to='%s'>%s%s</message>"
            .formatted(id, SLAVE, nick, MASTER, content, fmuc(Slave.jid(nick)));
    }
}
