package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.io.File;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.CombinedTrust;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(ServerRosterPlugin.class);
    private static final long TICK_SECONDS = 30;
    private static final long SAY_SECONDS = 1;
    private static final long PRUNE_HOURS = 12;

    private final SuiteServices services;
    private final CombinedTrust trust;
    private final StandingBlocks blocks;
    /** How to take back what was done, last thing first. */
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private volatile PeerAdministration administration;
    private volatile IncidentOffice incidents;

    /**
     * Makes the plugin without starting it.
     *
     * @param services what the suite provides
     * @param trust    where what is approved here counts
     * @param blocks   blocks while this plugin does not run
     */
    public ServerRosterPlugin(SuiteServices services, CombinedTrust trust, StandingBlocks blocks) {
        this.services = Objects.requireNonNull(services);
        this.trust = Objects.requireNonNull(trust);
        this.blocks = Objects.requireNonNull(blocks);
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
        AdminNotices notices = new AdminNotices(services.domain(), settings, directory, server::getAdmins, services.router(),
            services.workers(), services.clock(), texts, ServerMail.notices(services.domain(), settings, texts)::tell);
        Gatekeeper gatekeeper = new Gatekeeper(settings, directory, services.trust(), services.workers());
        PeerDesk desk = new PeerDesk(services.domain(), settings,
            new PeerDesk.Shelf(directory, new JdbcPeerStore(Database.OPENFIRE)), link, services.clock(), services.workers(),
            new Watch(notices, new SecurityLog(services.domain()), gatekeeper));
        ListCommand list = new ListCommand(directory, desk::dropped, texts);
        // The server's own check for commands: AdminManager.isUserAdmin(address, false).
        Predicate<JID> isAdmin = list::hasPermission;
        PeerClerk clerk = new PeerClerk(desk, server::isRemote, texts);
        PeerOffice office = new PeerOffice(clerk, isAdmin, new ClientAddresses(sessions::getSession), texts);

        desk.start();
        Settings.Subscription say = trust.add(directory);
        undo.push(say::close);
        blocks.release();
        undo.push(blocks::hold);
        every(TICK_SECONDS, desk::tick);
        every(SAY_SECONDS, desk::sayDue);
        every(TICK_SECONDS, gatekeeper::keepUp);
        every(TimeUnit.HOURS.toSeconds(PRUNE_HOURS),
            new AuditPruning(new JdbcAuditStore(Database.OPENFIRE), settings, services.clock()));
        undo.push(notices::close);
        RosterCommands commands = new RosterCommands(server.getAdHocCommandHandler(), list, office, texts);
        commands.add();
        undo.push(commands::remove);
        intercept(new AdminReplies(services.domain(), isAdmin, office, notices, services.workers()));
        intercept(new ProbeInterceptor(services.domain(), server::isRemote, services.trust(), delivery));
        intercept(new PeerPresenceInterceptor(services.domain(), server::isRemote, desk::hear, desk::hearError));
        intercept(link);
        // Before all others, those of other plugins included: what is refused is not for them.
        intercept(0, new GateInterceptor(services.domain(), server::isRemote, services.trust(),
            peer -> directory.find(peer).isPresent(), () -> new GateRules(settings.get(RosterSettings.GATE)), delivery, texts));
        gatekeeper.start(services.settings());
        undo.push(gatekeeper::stop);
        server.getIQDiscoInfoHandler().addServerFeature(FEATURE);
        undo.push(() -> server.getIQDiscoInfoHandler().removeServerFeature(FEATURE));
        undo.push(() -> desk.farewell(sessions.getOutgoingServers()));
        administration = new PeerBureau(new PeerBureau.Shelf(directory, new JdbcAuditSearch(Database.OPENFIRE)), desk, clerk,
            settings, services.clock(), texts);
        undo.push(() -> administration = null);
        IncidentPart incidentHandling = new IncidentPart(services, server, directory, delivery, texts);
        undo.push(incidentHandling::stop);
        incidentHandling.start(server, isAdmin);
        incidents = incidentHandling.office();
        undo.push(() -> incidents = null);
        if (!directory.waiting().isEmpty()) {
            notices.requestWaits();
        }
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

    private void intercept(PacketInterceptor interceptor) {
        intercept(InterceptorManager.getInstance().getInterceptors().size(), interceptor);
    }

    private void intercept(int index, PacketInterceptor interceptor) {
        InterceptorManager.getInstance().addInterceptor(index, interceptor);
        undo.push(() -> InterceptorManager.getInstance().removeInterceptor(interceptor));
    }

    private void every(long seconds, Runnable task) {
        ScheduledFuture<?> timer = services.workers().scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // A timer that throws is not run again.
                LOG.warn("The server roster could not do what it does from time to time", e);
            }
        }, Math.min(TICK_SECONDS, seconds), seconds, TimeUnit.SECONDS);
        undo.push(() -> timer.cancel(false));
    }

    @Override
    public void destroyPlugin() {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (RuntimeException e) {
                // The rest must still be taken back.
                LOG.error("A part of the server roster could not be stopped", e);
            }
        }
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
    }
}
