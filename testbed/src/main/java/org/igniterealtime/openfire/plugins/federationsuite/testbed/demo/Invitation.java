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

    /** The suite's own page; the console asks for the login, and then shows it. */
    private static final String CONSOLE = "/plugins/federationsuite/federationsuite-status.jsp";
    private static final int NAMES = 4;

    private final Stage stage;
    private final int users;
    private final boolean ownCertificates;

    /**
     * Makes an invitation.
     *
     * @param stage the servers
     * @param users how many users montague.lit has
     * @param ownCertificates whether the servers made certificates for themselves, as newer ones do
     */
    Invitation(Stage stage, int users, boolean ownCertificates) {
        this.stage = stage;
        this.users = users;
        this.ownCertificates = ownCertificates;
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
        out.println();
        out.println("The servers stay up, on 127.0.0.1 only. Tell a client the host and the port by hand, and "
            + (ownCertificates ? "to accept the" : "to allow a"));
        out.println(ownCertificates ? "server's own certificate." : "login without TLS: these servers have no certificates.");
        for (Server server : List.of(stage.capulet(), stage.montague())) {
            out.println();
            out.println("  " + server.domain() + "   host 127.0.0.1, port " + server.clientPort());
            out.println("    users    " + users(server) + "; each with the password " + Cast.PASSWORD);
            out.println("    room     " + (server == stage.capulet() ? stage.capulet().room(ROOM)
                : stage.mirrored(ROOM) + " (the same room, through the mirror)"));
            out.println("    console  http://127.0.0.1:" + server.consolePort() + CONSOLE + " (user " + Stage.ADMIN
                + ", password " + Cast.PASSWORD + ")");
            out.println("    log      " + server.log().file());
        }
        out.println();
        out.println("Ctrl-C stops everything and removes it.");
        out.println();
    }

    private String users(Server server) {
        if (server == stage.capulet()) {
            return Cast.HOST;
        }
        List<String> guests = Cast.guests(users);
        return guests.size() <= NAMES ? String.join(", ", guests)
            : String.join(", ", guests.subList(0, NAMES - 1)) + ", " + guests.get(NAMES - 1) + " to "
                + guests.get(guests.size() - 1);
    }
}
