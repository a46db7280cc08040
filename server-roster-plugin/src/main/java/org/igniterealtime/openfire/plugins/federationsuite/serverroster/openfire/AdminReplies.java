package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Takes the forms of {@link AdminNotices} that administrators sent back. The sender's address has been checked by the server;
 * whether he is an administrator is checked here. A form of anybody else is dropped: the core would forward it to the
 * administrators as if this server had sent it.
 *
 * <p>Runs on the server's own threads and returns at once; the orders are carried out by the suite's.
 */
final class AdminReplies implements PacketInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(AdminReplies.class);

    private final String domain;
    private final Predicate<JID> admins;
    private final PeerOffice office;
    private final AdminNotices notices;
    private final Executor workers;

    AdminReplies(String domain, Predicate<JID> admins, PeerOffice office, AdminNotices notices, Executor workers) {
        this.domain = Objects.requireNonNull(domain);
        this.admins = Objects.requireNonNull(admins);
        this.office = Objects.requireNonNull(office);
        this.notices = Objects.requireNonNull(notices);
        this.workers = Objects.requireNonNull(workers);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
            throws PacketRejectedException {
        if (!incoming || processed || !(stanza instanceof Message) || !domain.equals(stanza.getElement().attributeValue("to"))) {
            return;
        }
        Optional<Map<String, String>> answers = Form.submitted(stanza.getElement(), AdminNotices.FORM_TYPE);
        if (answers.isPresent()) {
            take(stanza.getFrom(), answers.get());
            throw new PacketRejectedException();
        }
    }

    private void take(JID from, Map<String, String> answers) {
        if (from == null || !admins.test(from)) {
            return;
        }
        try {
            workers.execute(() -> decide(from, answers));
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is being stopped; the requests wait in the table");
        }
    }

    private void decide(JID admin, Map<String, String> answers) {
        List<String> results = new ArrayList<>();
        answers.forEach((peer, choice) ->
            order(choice).ifPresent(order -> results.add(office.carryOut(peer, order, admin).text())));
        if (!results.isEmpty()) {
            notices.answer(admin, results);
        }
    }

    private static Optional<Order> order(String choice) {
        return switch (choice) {
            case AdminNotices.APPROVE -> Optional.of(Order.Simple.APPROVE);
            case AdminNotices.DENY -> Optional.of(Order.Simple.DENY);
            case AdminNotices.BLOCK -> Optional.of(Order.Simple.BLOCK);
            default -> Optional.empty();
        };
    }
}
