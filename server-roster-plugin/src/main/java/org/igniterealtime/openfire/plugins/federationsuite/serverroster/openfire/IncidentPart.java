package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.AdmittedDomains;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SteadyClock;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Undo;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Interceptors;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentCodec;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.JID;

/**
 * Incident handling (XEP-0268) in a running server: taken and sent, listed and handled, and never acted on by itself. Started
 * and stopped by one thread at a time.
 */
final class IncidentPart {

    private static final Duration PRUNE = Duration.ofHours(12);

    private final SuiteServices services;
    private final RosterTexts texts;
    private final IncidentDesk desk;
    private final IncidentPost post;
    private final IncidentOffice office;
    private final NoticeTimer notices;
    private final Router delivery;
    private final Undo undo = new Undo("Incident handling");

    /**
     * Makes it without starting it.
     *
     * @param services  what the suite provides
     * @param server    the running server
     * @param directory the peers
     * @param delivery  the way to other servers
     * @param texts     the words
     */
    IncidentPart(SuiteServices services, XMPPServer server, PeerDirectory directory, Router delivery, RosterTexts texts) {
        this.services = Objects.requireNonNull(services);
        this.texts = Objects.requireNonNull(texts);
        this.delivery = Objects.requireNonNull(delivery);
        IncidentStore store = new JdbcIncidentStore(Database.OPENFIRE);
        IncidentNotices message = new IncidentNotices(services.domain(), store::all, server::getAdmins, services.router(), texts);
        this.notices = new NoticeTimer(new RosterSettings(services.settings()), services.workers(),
            new SteadyClock(services.clock()), message);
        this.desk = new IncidentDesk(services.settings(), store, services.clock(), services.workers(),
            new Watch(notices, new SecurityLog(services.domain())));
        this.post = new IncidentPost(services.domain(), services.settings(), delivery, services.workers(), desk);
        this.office = new IncidentOffice(services.domain(), services.settings(), services.trust(), () -> known(directory), desk,
            post, texts);
    }

    /** What administrators do. */
    IncidentOffice office() {
        return office;
    }

    /** Everybody who may have been approved, in the roster or in the setting. */
    private List<String> known(PeerDirectory directory) {
        List<String> domains = new ArrayList<>(directory.all().stream().map(Peer::domain).toList());
        services.settings().get(AdmittedDomains.DOMAINS)
            .forEach(entry -> DomainPresenceCodec.domain(entry).ifPresent(domains::add));
        return domains;
    }

    /**
     * Starts it.
     *
     * @param server the running server
     * @param admins tells whether an address is an administrator's
     */
    void start(XMPPServer server, Predicate<JID> admins) {
        Nodes nodes = services.nodes();
        boolean open = desk.start(!nodes.expectsOthers());
        Nodes.Listening hear = nodes.listen(new Nodes.Listener() {
            @Override
            public void heard(Notice notice) {
                // Incidents are in the database, and nowhere else.
            }

            @Override
            public void joined() {
                // The first of the nodes to come: before it there was nobody who could be waiting.
                if (nodes.others().isEmpty()) {
                    services.workers().execute(desk::giveUpWaiting);
                }
            }

            @Override
            public void left() {
                // What the lost node waited for is marked at the next start.
            }
        });
        undo.push(hear::close);
        undo.push(notices::close);
        undo.push(post::close);
        undo.every(services.workers(), PRUNE, PRUNE, desk::prune);
        Interceptors.add(post, undo);
        IncidentHandler handler = new IncidentHandler(services.domain(), server::isRemote, services.trust(),
            services.settings(), desk, new IncidentHandler.Mail(delivery, post));
        server.getIQRouter().addHandler(handler);
        undo.push(() -> server.getIQRouter().removeHandler(handler));
        Interceptors.add(handler, undo);
        IncidentCommands commands = new IncidentCommands(server.getAdHocCommandHandler(),
            new IncidentCommands.Desk(office, admins, texts));
        commands.add();
        undo.push(commands::remove);
        server.getIQDiscoInfoHandler().addServerFeature(IncidentCodec.NAMESPACE);
        undo.push(() -> server.getIQDiscoInfoHandler().removeServerFeature(IncidentCodec.NAMESPACE));
        if (open) {
            notices.ask();
        }
    }

    /** Stops it. */
    void stop() {
        undo.run();
    }

    /**
     * Passes on what happens at the desk.
     *
     * @param notices told of incidents that wait
     * @param log     told of what was written down
     */
    private record Watch(NoticeTimer notices, SecurityLog log) implements IncidentDesk.Watcher {
        @Override
        public void incidentWaits() {
            notices.ask();
        }

        @Override
        public void noted(AuditEntry entry) {
            log.write(entry);
        }
    }
}
