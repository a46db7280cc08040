package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.jivesoftware.openfire.commands.AdHocCommand;
import org.jivesoftware.openfire.commands.AdHocCommandHandler;
import org.xmpp.packet.JID;

/** The ad-hoc commands about incidents. Used by one thread. */
final class IncidentCommands {

    /** Before the names of the commands. */
    static final String PREFIX = "https://igniterealtime.org/federationsuite#incident-";

    private final AdHocCommandHandler handler;
    private final List<AdHocCommand> commands = new ArrayList<>();

    /**
     * What the commands work with.
     *
     * @param office carries orders out
     * @param admins tells whether an address is an administrator's
     * @param texts  the words
     */
    record Desk(IncidentOffice office, Predicate<JID> admins, RosterTexts texts) {
        /** Checks that nothing is missing. */
        Desk {
            Objects.requireNonNull(office);
            Objects.requireNonNull(admins);
            Objects.requireNonNull(texts);
        }

        /** Carries out an order of somebody who is an administrator; that is checked here, with every order. */
        PeerOffice.Result carryOut(JID admin, Function<Actor, IncidentOffice.Result> order) {
            if (admin == null || !admins.test(admin)) {
                return new PeerOffice.Result(false, texts.of(IncidentText.RESULT_NOT_ALLOWED));
            }
            IncidentOffice.Result result = order.apply(new Actor(admin.toBareJID(), admin.toString()));
            return new PeerOffice.Result(result.done(), result.text());
        }
    }

    IncidentCommands(AdHocCommandHandler handler, Desk desk) {
        this.handler = Objects.requireNonNull(handler);
        commands.add(new IncidentListCommand(desk.office(), desk.texts()));
        commands.add(new IncidentSendCommand(desk));
        for (IncidentOrderCommand.Order order : IncidentOrderCommand.Order.values()) {
            commands.add(new IncidentOrderCommand(order, desk));
        }
    }

    /** Offers the commands. */
    void add() {
        commands.forEach(handler::addCommand);
    }

    /** Takes them back. */
    void remove() {
        commands.forEach(handler::removeCommand);
    }
}
