package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.xmpp.packet.JID;

/** Takes administrators' orders as they come from clients, and says in words what came of them. Thread-safe. */
final class PeerOffice {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PeerDesk desk;
    private final Predicate<JID> admins;
    private final Predicate<JID> remote;
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
     * @param desk   carries orders out
     * @param admins tells whether an address is an administrator's
     * @param remote tells whether an address belongs to another server, not to us or one of our components
     * @param addresses gives the network address of a client, empty if it is not known
     * @param texts  the words
     */
    PeerOffice(PeerDesk desk, Predicate<JID> admins, Predicate<JID> remote, Function<JID, String> addresses,
               RosterTexts texts) {
        this.desk = Objects.requireNonNull(desk);
        this.admins = Objects.requireNonNull(admins);
        this.remote = Objects.requireNonNull(remote);
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
        Optional<String> domain = DomainPresenceCodec.domain(peer == null ? null : peer.trim())
            .filter(name -> remote.test(new JID(null, name, null, true)));
        if (domain.isEmpty()) {
            return new Result(false, texts.of(RosterText.RESULT_NOT_A_PEER, peer == null ? "" : peer));
        }
        try {
            Step step = desk.order(domain.get(), order, new Actor(admin.toBareJID(), where(admin)))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return step.refusal().map(reason -> new Result(false, texts.of(refusal(reason), domain.get())))
                .orElseGet(() -> new Result(true, texts.of(RosterText.RESULT_DONE, domain.get(), step.peer().summary())));
        } catch (ExecutionException e) {
            return new Result(false, texts.of(RosterText.RESULT_FAILED, domain.get()));
        } catch (TimeoutException e) {
            return new Result(false, texts.of(RosterText.RESULT_LATER, domain.get()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(false, texts.of(RosterText.RESULT_LATER, domain.get()));
        }
    }

    private String where(JID admin) {
        return (admin + " " + addresses.apply(admin)).trim();
    }

    private static RosterText refusal(Effect.Reason reason) {
        return RosterText.valueOf("REFUSED_" + reason.name());
    }
}
