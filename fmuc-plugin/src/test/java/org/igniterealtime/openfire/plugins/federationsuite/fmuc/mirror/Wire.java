package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import org.xmpp.packet.PacketError;

/** The stanzas that tests of slave rooms expect, as XML. A user's JID is {@link Slave#jid}. */
final class Wire {

    static final String SLAVE = "jabberchat\\40talk.example.com@mirror.remote.example.com";
    static final String MASTER = "jabberchat@talk.example.com";
    static final String SELF = "<status code='110'/>";

    private Wire() {
    }

    /** Over the link: a join for a user. */
    static String join(String nick) {
        return "<presence from='%s' to='%s/%s'><fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/></presence>"
            .formatted(SLAVE, MASTER, nick, Slave.jid(nick));
    }

    /** Over the link: a join for a user by whom the slave begins anew. */
    static String joinAnew(String nick) {
        return join(nick).replace("</presence>", "<anew xmlns='http://igniterealtime.org/protocol/federationsuite'/></presence>");
    }

    /** Over the link: a part. */
    static String part(String nick) {
        return "<presence type='unavailable' from='%s' to='%s/%s'/>".formatted(SLAVE, MASTER, nick);
    }

    /** To a user: an occupant is there. */
    static String there(String nick, String to, String... inMucUser) {
        return thereFor(nick, Slave.jid(to), inMucUser);
    }

    static String thereFor(String nick, String jid, String... inMucUser) {
        return ("<presence from='%s/%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant'/>%s</x></presence>")
            .formatted(SLAVE, nick, jid, String.join("", inMucUser));
    }

    /** To a user: an occupant is gone, as the master said. */
    static String gone(String nick, String to, String... inMucUser) {
        return goneFor(nick, Slave.jid(to), "<item affiliation='none' role='none'/>" + String.join("", inMucUser));
    }

    /** To a user: an occupant is gone, as the slave says by itself. */
    static String goneFor(String nick, String jid, String inMucUser) {
        return ("<presence type='unavailable' from='%s/%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "%s</x></presence>").formatted(SLAVE, nick, jid, inMucUser);
    }

    /** To a user: his presence was refused, as the slave says by itself. */
    static String refused(String nick, String jid, String type, String condition, String text) {
        return ("<presence type='error' from='%s/%s' to='%s'><x xmlns='http://jabber.org/protocol/muc'/>%s</presence>")
            .formatted(SLAVE, nick, jid, error(type, condition, text));
    }

    /** An error as the slave makes it, with the number that old clients look for; the master's has none in tests. */
    static String error(String type, String condition, String text) {
        String code = text == null ? "" : " code='%d'".formatted(PacketError.Condition.fromXMPP(condition).getLegacyCode());
        String words = text == null ? "" : "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + text + "</text>";
        return "<error type='%s'%s><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>%s</error>"
            .formatted(type, code, condition, words);
    }

    /** To a user: a message to all. */
    static String heard(String nick, String id, String content, String to) {
        return "<message type='groupchat' id='%s' from='%s/%s' to='%s'>%s</message>"
            .formatted(id, SLAVE, nick, Slave.jid(to), content);
    }

    /** To a user: a message from before he came. */
    static String replayed(String nick, String id, String body, String jid, String stamp) {
        return ("<message type='groupchat' id='%s' from='%s/%s' to='%s'><body>%s</body>"
            + "<delay xmlns='urn:xmpp:delay' from='%s' stamp='%s'/></message>")
            .formatted(id, SLAVE, nick, jid, body, SLAVE, stamp);
    }

    /** To a user: there is no subject. */
    static String noSubject(String jid) {
        return "<message type='groupchat' from='%s' to='%s'><subject/></message>".formatted(SLAVE, jid);
    }

    /** Over the link: a message of a user to all. */
    static String said(String nick, String id, String content) {
        return "<message type='groupchat' id='%s' from='%s/%s' to='%s'>%s</message>".formatted(id, SLAVE, nick, MASTER, content);
    }
}
