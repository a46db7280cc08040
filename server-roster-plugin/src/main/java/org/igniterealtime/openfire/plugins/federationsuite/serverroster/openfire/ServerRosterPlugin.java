package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.CombinedTrust;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SteadyClock;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Undo;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Interceptors;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.util.JiveGlobals;
import org.xmpp.packet.JID;

/**
 * Servers that know each other (XEP-0267): requests, approvals and presence between this server and others, administered by
 * XMPP and through {@link #administration()}. While it runs, what was approved here counts for the whole suite.
 *
 * <p>Started and stopped by one thread at a time.
 */
public final class ServerRosterPlugin implements SuitePlugin {

    /** The feature that says so (XEP-0267, section 3). */
    static final String FEATURE = "urn:xmpp:server-presence";

    private static final Duration TICK = Duration.ofSeconds(30);
    private static final Duration SAY = Duration.ofSeconds(1);

    private final SuiteServices services;
    private final CombinedTrust trust;
    private final StandingBlocks blocks;
    private final AuditOffice audit;
    private final Undo undo = new Undo("The server roster");
    private volatile PeerAdministration administration;
    private volatile IncidentOffice incidents;

    /**
     * Makes the plugin without starting it.
     *
     * @param services what the suite provides
     * @param trust    where what is approved here counts
     * @param blocks   blocks while this plugin does not run
     * @param audit    the suite's audit
     */
    public ServerRosterPlugin(SuiteServices services, CombinedTrust trust, StandingBlocks blocks, AuditOffice audit) {
        this.services = Objects.requireNonNull(services);
        this.trust = Objects.requireNonNull(trust);
        this.blocks = Objects.requireNonNull(blocks);
        this.audit = Objects.requireNonNull(audit);
    }

    @Override
    public String id() {
        return "server-roster";
    }

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        XMPPServer server = XMPPServer.getInstance();
        RosterSettings settings = new RosterSettings(services.settings());
        RosterTexts texts = RosterTexts.in(JiveGlobals.getLocale());
        Router delivery = new DirectDelivery(server.getPacketDeliverer());
        SessionManager sessions = SessionManager.getInstance();
        ServerLink link = new ServerLink(services.domain(), delivery, sessions::getIncomingServerSessions);
        PeerDirectory directory = new PeerDirectory(settings, services.clock());
        InstantSource steady = new SteadyClock(services.clock());
        AdminNotices notices = new AdminNotices(services.domain(), settings, directory, server::getAdmins, services.router(),
            services.workers(), steady, texts, ServerMail.notices(services.domain(), settings, texts)::tell);
        Gatekeeper gatekeeper = new Gatekeeper(settings, directory, services.trust(), services.workers());
        PeerDesk desk = new PeerDesk(services.domain(), settings,
            new PeerDesk.Shelf(directory, new JdbcPeerStore(Database.OPENFIRE), services.nodes()), link,
            new Clocks(services.clock(), steady), services.workers(),
            new Watch(notices, new SecurityLog(services.domain()), gatekeeper));
        Parts parts = new Parts(server, settings, texts, delivery, link, directory, desk);

        // Before the peers are read: what another node changes meanwhile is read again.
        RosterNews news = new RosterNews(services.nodes(), directory, desk, link);
        Nodes.Listening hear = services.nodes().listen(news);
        undo.push(hear::close);
        link.passOn(news);
        desk.start();
        Settings.Subscription say = trust.add(directory);
        undo.push(say::close);
        blocks.release();
        undo.push(blocks::hold);
        startTimers(desk, gatekeeper);
        undo.push(notices::close);
        ListCommand list = new ListCommand(directory, desk::dropped, texts);
        // The server's own check for commands: AdminManager.isUserAdmin(address, false).
        Predicate<JID> isAdmin = list::hasPermission;
        PeerClerk clerk = new PeerClerk(desk, server::isRemote, texts);
        PeerOffice office = new PeerOffice(clerk, isAdmin, new ClientAddresses(sessions::getSession), texts);
        RosterCommands commands = new RosterCommands(server.getAdHocCommandHandler(), list, office, texts);
        commands.add();
        undo.push(commands::remove);
        Interceptors.add(new AdminReplies(services.domain(), isAdmin, office, notices, services.workers()), undo);
        listen(parts, gatekeeper);
        gatekeeper.start(services.settings());
        undo.push(gatekeeper::stop);
        server.getIQDiscoInfoHandler().addServerFeature(FEATURE);
        undo.push(() -> server.getIQDiscoInfoHandler().removeServerFeature(FEATURE));
        undo.push(() -> desk.farewell(sessions.getOutgoingServers()));
        administration = new PeerBureau(new PeerBureau.Shelf(directory, audit), desk, clerk,
            settings, services.clock(), texts);
        undo.push(() -> administration = null);
        startIncidents(parts, isAdmin);
        if (!directory.waiting().isEmpty()) {
            notices.requestWaits();
        }
    }

    /**
     * What most of the plugin needs.
     *
     * @param server    the running server
     * @param settings  the settings
     * @param texts     the words
     * @param delivery  the way to other servers
     * @param link      what connections there are
     * @param directory the peers
     * @param desk      where things happen to peers
     */
    private record Parts(XMPPServer server, RosterSettings settings, RosterTexts texts, Router delivery, ServerLink link,
                         PeerDirectory directory, PeerDesk desk) {
    }

    private void startTimers(PeerDesk desk, Gatekeeper gatekeeper) {
        undo.every(services.workers(), TICK, TICK, desk::tick);
        undo.every(services.workers(), SAY, SAY, desk::sayDue);
        undo.every(services.workers(), TICK, TICK, gatekeeper::keepUp);
    }

    private void listen(Parts parts, Gatekeeper gatekeeper) {
        String domain = services.domain();
        Predicate<JID> remote = parts.server()::isRemote;
        Interceptors.add(new ProbeInterceptor(domain, remote, services.trust(), parts.delivery()), undo);
        Interceptors.add(new PeerPresenceInterceptor(domain, remote, parts.desk()::hear, parts.desk()::hearError), undo);
        Interceptors.add(parts.link(), undo);
        // Before all others, those of other plugins included: what is refused is not for them.
        Interceptors.addFirst(new GateInterceptor(domain, remote, services.trust(), gatekeeper, parts.delivery(),
            parts.texts()), undo);
    }

    private void startIncidents(Parts parts, Predicate<JID> isAdmin) {
        IncidentPart part = new IncidentPart(services, parts.server(), parts.directory(), parts.delivery(), parts.texts());
        undo.push(part::stop);
        part.start(parts.server(), isAdmin);
        incidents = part.office();
        undo.push(() -> incidents = null);
    }

    /** The way in for pages that have checked who comes; empty before the start and after the end. For any thread. */
    public Optional<PeerAdministration> administration() {
        return Optional.ofNullable(administration);
    }

    /**
     * What administrators can do about incidents, for the page. Called on any thread.
     *
     * @return empty while the plugin does not run
     */
    public Optional<IncidentOffice> incidents() {
        return Optional.ofNullable(incidents);
    }

    @Override
    public void destroyPlugin() {
        undo.run();
    }

    /**
     * Passes on what happens at the desk.
     *
     * @param notices    told of requests that wait
     * @param log        told of decisions
     * @param gatekeeper told of decisions
     */
    private record Watch(AdminNotices notices, SecurityLog log, Gatekeeper gatekeeper) implements PeerDesk.Watcher {
        @Override
        public void requestWaits() {
            notices.requestWaits();
        }

        @Override
        public void decided(AuditEntry entry) {
            log.write(entry);
            gatekeeper.decided();
        }

        @Override
        public void decidedElsewhere() {
            gatekeeper.decided();
        }
    }
}
