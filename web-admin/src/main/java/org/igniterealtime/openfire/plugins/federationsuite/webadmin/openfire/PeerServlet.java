package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditWords;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeerForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeerMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeersView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller of the page of one peer: all that is known of it, orders, note and dates, and its history. */
public final class PeerServlet extends PageServlet<PeerAdministration> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PeerServlet.class);
    private static final String DOMAIN = "domain";
    private static final int HISTORY = 20;
    private static final int LONGEST_DOMAIN = 255;

    private final transient InstantSource clock;

    /** Made by the server. */
    public PeerServlet() {
        this(Roster::running, InstantSource.system());
    }

    /** Made with another way to the peers. */
    PeerServlet(Supplier<Optional<PeerAdministration>> peers, InstantSource clock) {
        super(PeersView.PEER, peers);
        this.clock = clock;
    }

    @Override
    Map<String, Object> show(PeerAdministration peers, PageRequest request) {
        String asked = domain(request);
        Map<String, Object> model = new HashMap<>(PeersView.one(asked, peers.peer(asked)));
        String domain = (String) model.get(DOMAIN);
        model.put("audit", Link.to(AuditForm.PAGE).with(DOMAIN, domain).toString());
        try {
            model.put("history", AuditForm.entries(peers.audit(AuditQuery.about(domain, HISTORY)).items(),
                new AuditWords(request.texts())));
        } catch (StoreException e) {
            LOG.warn("The history of a peer cannot be read", e);
            model.put("history", List.of());
        }
        return model;
    }

    @Override
    Optional<Reply> act(PeerAdministration peers, PageRequest request) {
        String domain = domain(request);
        Link back = Link.to(PeersView.PEER).with(DOMAIN, domain);
        Peer.Memo memo = peers.peer(domain).map(PeerView::memo).orElse(Peer.Memo.EMPTY);
        return PeerForm.read(request.parameters(), memo, clock.instant()).map(form -> {
            if (form instanceof PeerForm.Wrong wrong) {
                return Reply.to(back, request.texts().notice(wrong.message(), wrong.argument())).typed(typed(request));
            }
            PeerForm.Orders wanted = (PeerForm.Orders) form;
            if (wanted.orders().isEmpty()) {
                return Reply.to(back, request.texts().notice(PeerMessage.SAME));
            }
            Answer answer = peers.order(domain, wanted.orders(), request.actor());
            return Reply.to(back, PeersServlet.notice(answer)).typed(answer.done() ? Map.of() : typed(request));
        });
    }

    private static String domain(PageRequest request) {
        String domain = request.parameters().text(DOMAIN);
        return domain.substring(0, Math.min(LONGEST_DOMAIN, domain.length()));
    }

    private static Map<String, String> typed(PageRequest request) {
        Map<String, String> typed = new HashMap<>();
        for (String field : List.of("note", "expires", "review")) {
            if (request.parameters().get(field) != null) {
                typed.put(field, request.parameters().text(field));
            }
        }
        return typed;
    }
}
