package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.OptionalInt;

import org.dom4j.Element;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Turns a slave's stanza into the user's own, in place, so that the room judges the user as if he had come directly.
 * In place, because the server's routers read the addresses after the interceptors; safe, because a stanza that came
 * over the network is an object of its own.
 */
public final class Rewrite {

    private Rewrite() {
    }

    /**
     * Makes a stanza the user's.
     *
     * @param stanza changed: its sender; what is FMUC's comes off, or the server's own FMUC would swallow the stanza,
     *               and clients and history would see it
     * @param user   the real, full JID
     */
    public static void asUser(Packet stanza, JID user) {
        Fmuc.strip(stanza);
        stanza.setFrom(user);
    }

    /**
     * Makes a join the user's: as {@link #asUser}, and it says that he enters, as rooms expect of a client; what it
     * says of history it says so that any room can read it.
     *
     * @param join        changed
     * @param user        the real, full JID
     * @param mostHistory most messages of the past that the room is asked for, which is not for what a slave has missed while its
     *                    link was lost; empty for as many as the join asks for
     */
    public static void asJoinOf(Presence join, JID user, OptionalInt mostHistory) {
        asUser(join, user);
        OptionalInt most = Resume.isMarked(join) ? OptionalInt.empty() : mostHistory;
        if (Resume.isMarked(join)) {
            Resume.strip(join);
            withoutSince(join);
        }
        Anew.strip(join);
        Element known = join.getElement().element(Muc.ENTER);
        HistoryRequest.repair(known == null ? join.getElement().addElement(Muc.ENTER) : known, most);
    }

    /**
     * Takes off from which moment on history is wanted. Rooms stop at the first message that says that it is older, going back,
     * and one that was told late says so in the midst of younger ones; the guard looks at each message by itself.
     */
    private static void withoutSince(Presence join) {
        Element enter = join.getElement().element(Muc.ENTER);
        Element history = enter == null ? null : enter.element("history");
        if (history != null && history.attribute("since") != null) {
            history.detach();
        }
    }
}
