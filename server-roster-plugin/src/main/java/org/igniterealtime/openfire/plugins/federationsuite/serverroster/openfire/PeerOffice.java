package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.xmpp.packet.JID;

/** Takes administrators' orders as they come from clients: checks who gives them, before anything else. Thread-safe. */
final class PeerOffice {

    private final PeerClerk clerk;
    private final Predicate<JID> admins;
    private final Function<JID, String> addresses;
    private final RosterTexts texts;

    /**
     * What came of an order.
     *
     * @param done whether it was carried out
     * @param text in words
     */
    record Result(boolean done, String text) {
    }

    /**
     * Opens an office.
     *
     * @param clerk  carries orders out
     * @param admins tells whether an address is an administrator's
     * @param addresses gives the network address of a client, empty if it is not known
     * @param texts  the words
     */
    PeerOffice(PeerClerk clerk, Predicate<JID> admins, Function<JID, String> addresses, RosterTexts texts) {
        this.clerk = Objects.requireNonNull(clerk);
        this.admins = Objects.requireNonNull(admins);
        this.addresses = Objects.requireNonNull(addresses);
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * Carries out an order and waits a while for it to be stored.
     *
     * @param peer  the domain as the administrator wrote it
     * @param order the order
     * @param admin who gives it; that he is an administrator is checked here, with every order
     * @return what came of it
     */
    Result carryOut(String peer, Order order, JID admin) {
        if (admin == null || !admins.test(admin)) {
            return new Result(false, texts.of(RosterText.RESULT_NOT_ALLOWED));
        }
        return clerk.carryOut(peer, order, new Actor(admin.toBareJID(), where(admin)));
    }

    private String where(JID admin) {
        return (admin + " " + addresses.apply(admin)).trim();
    }
}
