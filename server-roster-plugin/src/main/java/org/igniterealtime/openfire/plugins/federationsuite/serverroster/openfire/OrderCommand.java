package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.xmpp.packet.JID;

/**
 * An order about one peer as an ad-hoc command. The one that asks for a peer is XEP-0267's own, section 2; XEP-0267 names no
 * others.
 */
final class OrderCommand extends RosterCommand {

    private static final String SERVER_BUDDY = "http://jabber.org/protocol/admin#server-buddy";

    private final Order.Simple order;
    private final PeerOffice office;
    private final RosterTexts texts;

    OrderCommand(Order.Simple order, PeerOffice office, RosterTexts texts) {
        super(node(order), RosterText.valueOf("COMMAND_" + order.name()), texts);
        this.order = order;
        this.office = Objects.requireNonNull(office);
        this.texts = texts;
    }

    private static String node(Order.Simple order) {
        return order == Order.Simple.REQUEST ? SERVER_BUDDY
            : RosterCommands.PREFIX + order.name().toLowerCase(Locale.ROOT);
    }

    @Override
    void fill(Form form) {
        form.instructions(texts.of(RosterText.FORM_INSTRUCTIONS))
            .ask(PEER, "jid-single", texts.of(RosterText.FORM_PEER), true);
    }

    @Override
    PeerOffice.Result carryOut(Map<String, List<String>> form, JID admin) {
        return office.carryOut(value(form, PEER).orElse(""), order, admin);
    }
}
