package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomDetails;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MirrorMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.MirrorsView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;

/** The controller of the page of one mirrored room: who is in, what crossed, and a form that closes its mirror. */
public final class MirrorServlet extends PageServlet<MirrorAdministration> {

    private static final long serialVersionUID = 1L;
    private static final String ROOM = "room";
    private static final String REASON = "reason";

    /** Made by the server. */
    public MirrorServlet() {
        this(Mirrors::running);
    }

    /** Made with another way to FMUC. */
    MirrorServlet(Supplier<Optional<MirrorAdministration>> mirrors) {
        super(MirrorsView.MIRROR, mirrors);
    }

    @Override
    Map<String, Object> show(MirrorAdministration mirrors, PageRequest request) {
        Optional<RoomDetails> room = id(request).flatMap(mirrors::room);
        Map<String, Object> model = new HashMap<>();
        model.put("found", room.isPresent());
        model.put("asked", request.parameters().text(ROOM));
        model.put("longest", MirrorAdministration.LONGEST_REASON);
        room.ifPresent(found -> model.putAll(MirrorsView.one(found, request.parameters().number("page", 1, 1_000_000, 1))));
        return model;
    }

    private static Optional<RoomId> id(PageRequest request) {
        return RoomId.read(request.parameters().text("side"), request.parameters().text(ROOM));
    }

    @Override
    Optional<Reply> act(MirrorAdministration mirrors, PageRequest request) {
        return switch (request.parameters().text("action")) {
            case "close" -> id(request).filter(id -> id.side() == RoomId.Side.MIRROR).map(id -> close(mirrors, request, id));
            case "send-away" -> id(request).filter(id -> id.side() == RoomId.Side.MASTER)
                .map(id -> sendAway(mirrors, request, id));
            default -> Optional.empty();
        };
    }

    private static Reply close(MirrorAdministration mirrors, PageRequest request, RoomId id) {
        String reason = reason(request);
        if (reason.length() > MirrorAdministration.LONGEST_REASON) {
            return tooLong(request, id, reason);
        }
        return mirrors.close(id.room(), reason, request.actor())
            ? Reply.to(Link.to(MirrorsView.MIRRORS), request.texts().notice(MirrorMessage.CLOSED, id.room()))
            : Reply.to(back(id), request.texts().notice(MirrorMessage.NOT_CLOSED, id.room()));
    }

    private static Reply sendAway(MirrorAdministration mirrors, PageRequest request, RoomId id) {
        String reason = reason(request);
        String domain = request.parameters().text("domain");
        if (reason.length() > MirrorAdministration.LONGEST_REASON) {
            return tooLong(request, id, reason);
        }
        // Whatever was typed in place of a domain is none of those that are there.
        boolean known = mirrors.room(id).stream().flatMap(room -> room.room().branches().stream())
            .anyMatch(branch -> branch.domain().equals(domain));
        return known && mirrors.sendAway(id.room(), domain, reason, request.actor())
            ? Reply.to(Link.to(MirrorsView.MIRRORS), request.texts().notice(MirrorMessage.SENT_AWAY, domain, id.room()))
            : Reply.to(back(id), request.texts().notice(MirrorMessage.NOT_SENT_AWAY, domain, id.room()));
    }

    /** It goes into a stanza, where XML has no place for control characters. */
    private static String reason(PageRequest request) {
        return request.parameters().text(REASON).replaceAll("[\\p{Cntrl}\uFFFE\uFFFF]+", " ").strip();
    }

    private static Reply tooLong(PageRequest request, RoomId id, String reason) {
        return Reply.to(back(id), request.texts().notice(MirrorMessage.REASON_TOO_LONG, MirrorAdministration.LONGEST_REASON))
            .typed(Map.of(REASON, reason));
    }

    private static Link back(RoomId id) {
        return Link.to(MirrorsView.MIRROR).with("side", id.side().word()).with(ROOM, id.room().toString());
    }
}
