package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Tells administrators by XMPP that incidents wait for them: how many, and of which servers. Nothing of what those say is in
 * it. One message for all that came in a while, as the {@link NoticeTimer} allows it.
 */
final class IncidentNotices implements Runnable {

    /** More than anybody reads; the command that lists them has all. */
    private static final int MOST_NAMED = 20;

    private final String domain;
    private final Supplier<List<Incident>> incidents;
    private final Supplier<? extends Collection<JID>> admins;
    private final Router router;
    private final RosterTexts texts;

    IncidentNotices(String domain, Supplier<List<Incident>> incidents, Supplier<? extends Collection<JID>> admins, Router router,
                    RosterTexts texts) {
        this.domain = Objects.requireNonNull(domain);
        this.incidents = Objects.requireNonNull(incidents);
        this.admins = Objects.requireNonNull(admins);
        this.router = Objects.requireNonNull(router);
        this.texts = Objects.requireNonNull(texts);
    }

    @Override
    public void run() {
        List<Incident> open = incidents.get().stream().filter(Incident::isOpen).toList();
        if (!open.isEmpty()) {
            admins.get().forEach(admin -> router.route(notice(admin, open)));
        }
    }

    private Message notice(JID admin, List<Incident> open) {
        Message message = new Message();
        message.setFrom(new JID(null, domain, null));
        message.setTo(admin);
        message.setSubject(texts.of(IncidentText.NOTICE_SUBJECT, open.size()));
        message.setBody(texts.of(IncidentText.NOTICE_BODY,
            String.join(", ", open.stream().map(Incident::peer).distinct().limit(MOST_NAMED).toList()),
            open.stream().filter(Incident::aside).count()));
        return message;
    }
}
