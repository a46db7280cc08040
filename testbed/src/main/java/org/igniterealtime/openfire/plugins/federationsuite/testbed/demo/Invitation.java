package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.io.PrintWriter;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;

/**
 * Says how to look around on servers that stay up. Used by one thread.
 */
final class Invitation {

    /** A room that stays when nobody is in it, for whoever comes. */
    static final String ROOM = "balcony";

    private final Stage stage;
    private final int users;

    Invitation(Stage stage, int users) {
        this.stage = stage;
        this.users = users;
    }

    /** Makes the room. */
    void open(Occupant host) {
        String room = stage.capulet().room(ROOM);
        host.client().join(room, host.nick());
        String form = "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
            + "<field var='muc#roomconfig_roomname'><value>Balcony</value></field>"
            + "<field var='muc#roomconfig_persistentroom'><value>1</value></field>"
            + "<field var='muc#roomconfig_publicroom'><value>1</value></field></x></query>";
        if (!host.client().ask("set", room, form).type().equals("result")) {
            throw new IllegalStateException("The room " + room + " could not be made");
        }
        host.client().part(room, host.nick());
    }

    /** Prints. */
    void print(PrintWriter out) {
        List<String> guests = Cast.guests(users);
        out.println();
        out.println("The servers stay up. Both listen on 127.0.0.1 only; tell the client host and port by hand, and to take");
        out.println("the server's own certificate, or to do without TLS.");
        for (Server server : List.of(stage.capulet(), stage.montague())) {
            out.println("  " + server.domain() + ": host 127.0.0.1, port " + server.clientPort());
            out.println("      console http://127.0.0.1:" + server.consolePort() + "/ (user " + Stage.ADMIN + ", password "
                + Cast.PASSWORD + ")");
            out.println("      log " + server.log().file());
        }
        out.println("  Users: " + stage.capulet().address(Cast.HOST) + "; "
            + String.join(", ", guests.subList(0, Math.min(3, users)))
            + (users > 3 ? " and " + guests.get(3) + " to " + guests.get(users - 1) : "") + " at montague.lit.");
        out.println("  Everybody's password is " + Cast.PASSWORD + ".");
        out.println("  The room for users of capulet.lit:                     " + stage.capulet().room(ROOM));
        out.println("  The same room for users of montague.lit, by the mirror: " + stage.mirrored(ROOM));
        out.println("Ctrl-C stops everything.");
        out.println();
    }
}
