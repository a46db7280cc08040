package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.jivesoftware.openfire.commands.AdHocCommand;
import org.jivesoftware.openfire.commands.AdHocCommandHandler;

/** The ad-hoc commands of the server roster. Used by one thread. */
final class RosterCommands {

    /** Before the names of the commands that no specification names. */
    static final String PREFIX = "https://igniterealtime.org/federationsuite#peer-";

    private final AdHocCommandHandler handler;
    private final List<AdHocCommand> commands = new ArrayList<>();

    RosterCommands(AdHocCommandHandler handler, ListCommand list, PeerOffice office, RosterTexts texts) {
        this.handler = handler;
        for (Order.Simple order : Order.Simple.values()) {
            commands.add(new OrderCommand(order, office, texts));
        }
        commands.add(new DescribeCommand(office, texts));
        commands.add(list);
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
