package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Message.Kind;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Notice;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeerMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeersForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PeersView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;

/** The controller of the page with all peers: requests that wait, the list, and a form for a new one. */
public final class PeersServlet extends PageServlet<PeerAdministration> {

    private static final long serialVersionUID = 1L;
    /** Most requests that are shown above the list. */
    private static final int MOST_WAITING = 10;

    /** Made by the server. */
    public PeersServlet() {
        this(Roster::running);
    }

    /** Made with another way to the peers. */
    PeersServlet(Supplier<Optional<PeerAdministration>> peers) {
        super(PeersView.PEERS, peers);
    }

    @Override
    Map<String, Object> show(PeerAdministration peers, PageRequest request) {
        PeerQuery query = PeersForm.query(request.parameters());
        return PeersView.all(peers.waiting(MOST_WAITING), peers.dropped(), peers.peers(query), query);
    }

    @Override
    Optional<Reply> act(PeerAdministration peers, PageRequest request) {
        Link back = PeersForm.link(PeersView.PEERS, PeersForm.query(request.parameters()));
        return PeersForm.read(request.parameters()).map(form -> form instanceof PeersForm.One one
            ? act(peers, request, one, back) : act(peers, request, (PeersForm.Many) form, back));
    }

    private static Reply act(PeerAdministration peers, PageRequest request, PeersForm.One one, Link back) {
        Map<String, String> typed = one.typed() ? Map.of("domain", one.domain(), "note", one.note()) : Map.of();
        if (one.note().length() > Order.Note.LONGEST) {
            return Reply.to(back, request.texts().notice(PeerMessage.NOTE_TOO_LONG, Order.Note.LONGEST)).typed(typed);
        }
        Answer answer = peers.order(one.domain(), PeersForm.orders(one.order(), one.note()), request.actor());
        return Reply.to(back, notice(answer)).typed(answer.done() ? Map.of() : typed);
    }

    private static Reply act(PeerAdministration peers, PageRequest request, PeersForm.Many many, Link back) {
        if (many.domains().isEmpty()) {
            return Reply.to(back, request.texts().notice(PeerMessage.NOTHING_CHOSEN));
        }
        List<Answer> answers = many.domains().stream()
            .map(domain -> peers.order(domain, List.of(many.order()), request.actor())).toList();
        List<Notice> failures = answers.stream().filter(answer -> !answer.done()).map(PeersServlet::notice).toList();
        Reply reply = Reply.to(back);
        if (failures.size() < answers.size()) {
            reply = reply.saying(request.texts().notice(PeerMessage.BULK_DONE, answers.size() - failures.size()));
        }
        if (!failures.isEmpty()) {
            reply = reply.saying(request.texts().notice(PeerMessage.BULK_FAILED, failures.size()));
        }
        for (Notice failure : failures) {
            reply = reply.saying(failure);
        }
        return reply;
    }

    static Notice notice(Answer answer) {
        return new Notice(answer.done() ? Kind.SUCCESS : Kind.ERROR, answer.text());
    }
}
