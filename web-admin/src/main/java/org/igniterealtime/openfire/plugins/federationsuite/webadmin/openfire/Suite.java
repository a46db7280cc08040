package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AdmittedDomains;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.CombinedTrust;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.JiveSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireNodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditReader;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.AuditOffice;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.ServerRosterPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.StandingBlocks;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.Metric;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.SuiteMetrics;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Connection;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartSupervisor;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.PluginManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running suite: what its parts share, which of them run, and their threads. Thread-safe. A switch is a property of the
 * server and may be turned anywhere, on the page, among the system properties, or on another node of the cluster: each node
 * follows the property.
 */
public final class Suite {

    private static final Logger LOG = LoggerFactory.getLogger(Suite.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration THREADS_LIMIT = Duration.ofSeconds(5);
    /** After a start other servers are given this time before they are asked anything. */
    private static final Duration FIRST_CHECK = Duration.ofSeconds(10);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(5);
    private static final Duration SAVINGS_INTERVAL = Duration.ofMinutes(1);
    /** What a crash costs of the sum, at most. Each time is a write to the database, and a word to each node of a cluster. */
    private static final Duration SAVINGS_KEPT = Duration.ofMinutes(5);
    private static final Duration FIRST_PRUNING = Duration.ofSeconds(30);
    private static final Duration PRUNING_INTERVAL = Duration.ofHours(12);
    private static final String TOKEN = "metrics can be read without a login by whoever has the token";
    private static final String LOGIN_ONLY = "metrics can be read with a login only";

    private final SuiteServices services;
    private final SuiteThreads threads;
    private final PartSupervisor<SuitePlugin> supervisor;
    private final Settings.Subscription switches;
    private final MetricsDoor metricsDoor;
    private final AuditOffice audit;
    private final OpenfireServer server;
    private final OpenfireNodes nodes;
    private final SuiteSavings savings;
    private final Nodes.Listening savingsOfOthers;
    private final Supplier<About> about;

    private Suite(SuiteServices services, SuiteThreads threads, List<PluginPart> parts, String name, Openfire openfire,
                  AuditOffice audit, Supplier<About> about) {
        this.server = openfire.server();
        this.nodes = openfire.nodes();
        this.about = about;
        this.savings = new SuiteSavings(() -> part(FmucPlugin.class).flatMap(FmucPlugin::administration),
            services.clock(), ZoneId::systemDefault, services.settings(), nodes, threads.workers());
        this.savingsOfOthers = nodes.listen(savings);
        this.services = services;
        this.threads = threads;
        this.supervisor = new PartSupervisor<>(parts, Suite::complain);
        this.switches = services.settings().onChange(this::follow);
        this.audit = audit;
        this.metricsDoor = new MetricsDoor(services.settings(), name, (action, by) ->
            audit.write(action.entry(services.clock().instant(), services.domain(), by,
                action == AuditAction.TOKEN_MADE ? LOGIN_ONLY : TOKEN, action == AuditAction.TOKEN_MADE ? TOKEN : LOGIN_ONLY)));
    }

    /**
     * Openfire, as the suite sees it.
     *
     * @param server this server
     * @param nodes  the other nodes of its cluster
     */
    private record Openfire(OpenfireServer server, OpenfireNodes nodes) {
    }

    /**
     * Starts the suite, and those of its parts that are switched on.
     *
     * @param server    the running server
     * @param manager   its plugin manager
     * @param directory where it unpacked our jar
     * @param ear       given what takes the words of other nodes, as soon as there are parts that may ask them something
     * @return the running suite; a part that could not be started is in {@link #statuses()}
     */
    static Suite start(XMPPServer server, PluginManager manager, File directory, Consumer<Consumer<byte[]>> ear) {
        Settings settings = new JiveSettings();
        OpenfireServer router = new OpenfireServer(server);
        OpenfireNodes nodes = new OpenfireNodes(server);
        SuiteThreads threads = new SuiteThreads(XMPPServer.class.getClassLoader(),
            new ServerLock(manager, () -> !nodes.others().isEmpty()));
        CombinedTrust trust = new CombinedTrust(new AdmittedDomains(settings));
        SuiteServices services = new SuiteServices(settings, router, InstantSource.system(), threads.workers(),
            trust, router.domain(), nodes);
        StandingBlocks blocks = StandingBlocks.ofServer(settings);
        blocks.hold();
        trust.add(blocks);
        AuditOffice audit = new AuditOffice(services.domain(), settings, services.clock());
        Suite suite = new Suite(services, threads, parts(services, trust, blocks, audit, manager, directory),
            directory.getName(), new Openfire(router, nodes), audit, () -> new About(router.domain(),
                manager.getMetadata(directory.getName()).getVersion().getVersionString(),
                server.getServerInfo().getVersion().getVersionString()));
        nodes.start();
        ear.accept(nodes::arrived);
        if (!threads.runAndWait(() -> suite.supervisor.startAll(suite::wanted), START_LIMIT)) {
            LOG.warn("The suite is still being started after {}", START_LIMIT);
        }
        suite.watchChecks();
        threads.repeat(suite.savings::look, SAVINGS_INTERVAL, SAVINGS_INTERVAL);
        threads.repeat(suite.savings::keep, SAVINGS_KEPT, SAVINGS_KEPT);
        threads.repeat(audit::prune, FIRST_PRUNING, PRUNING_INTERVAL);
        return suite;
    }

    /** The three plugins in the order of their start: trust first, then those who ask for it. */
    static List<PluginPart> parts(SuiteServices services, CombinedTrust trust, StandingBlocks blocks, AuditOffice audit,
                                  PluginManager manager, File directory) {
        return List.of(
            new PluginPart("server-roster", () -> new ServerRosterPlugin(services, trust, blocks, audit), manager, directory),
            new PluginPart("fmuc", () -> new FmucPlugin(services, audit), manager, directory),
            new PluginPart("eventing", () -> new EventingPlugin(services, audit), manager, directory));
    }

    /** How it stands with each part, in the order of their start. */
    public List<PartStatus> statuses() {
        return supervisor.statuses();
    }

    /**
     * A part of the suite.
     *
     * @param type its class
     * @param <P>  its class
     * @return the part; empty while it does not run
     */
    <P extends SuitePlugin> Optional<P> part(Class<P> type) {
        return supervisor.running().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The last results of the checks of all parts that run. */
    public List<CheckResult> checks() {
        return supervisor.running().stream().flatMap(plugin -> plugin.selfCheck().stream()).toList();
    }

    /** The counters and states of all parts that run. */
    List<Metric> metrics() {
        return SuiteMetrics.of(statuses(), checks(),
            part(ServerRosterPlugin.class).flatMap(ServerRosterPlugin::administration),
            part(FmucPlugin.class).flatMap(FmucPlugin::administration));
    }

    /** How programs get to the metrics. */
    MetricsDoor metricsDoor() {
        return metricsDoor;
    }

    /** How far the last run of the checks is, of all parts that run. */
    public CheckProgress checkProgress() {
        return supervisor.running().stream().map(SuitePlugin::selfCheckProgress).reduce(CheckProgress.NONE, CheckProgress::and);
    }

    /** The connections with those who may have to do with this server: who is admitted, and who is looked at by the checks. */
    List<Connection> connections() {
        Set<String> peers = new TreeSet<>(services.trust().admitted());
        checks().forEach(check -> peers.add(check.peer()));
        return peers.stream().map(peer -> new Connection(peer, server.reaches(peer), server.isReachedFrom(peer))).toList();
    }

    /** The audit, whatever parts run. */
    AuditReader audit() {
        return audit;
    }

    /** What mirrors have saved. */
    SuiteSavings savings() {
        return savings;
    }

    /**
     * What runs where.
     *
     * @param domain        the XMPP domain of this server
     * @param suiteVersion  the version of the suite
     * @param serverVersion the version of the server
     */
    record About(String domain, String suiteVersion, String serverVersion) {
    }

    /** What runs where. */
    About about() {
        return about.get();
    }

    /** Begins to check again, and returns at once. */
    public void checkAgain() {
        check(true);
    }

    private void check(boolean connecting) {
        supervisor.running().forEach(plugin -> plugin.runSelfCheck(connecting));
    }

    /**
     * Turns the switch of a part, on all nodes of a cluster, and waits a while for it to have happened on this one.
     *
     * @param id    the part
     * @param on    whether it should run
     * @param by    who wants it
     * @param limit how long to wait
     * @return how it stands with the part then
     */
    public PartState turn(String id, boolean on, Actor by, Duration limit) {
        audit.write((on ? AuditAction.SWITCHED_ON : AuditAction.SWITCHED_OFF).entry(services.clock().instant(),
            services.domain(), by, id + (wanted(id) ? ": on" : ": off"), id + (on ? ": on" : ": off")));
        services.settings().set(SuitePlugin.switchOf(id), on);
        // The change is on its way to the control thread; what is sent there now comes behind it.
        threads.runAndWait(() -> { }, limit);
        return statuses().stream().filter(part -> part.id().equals(id)).findFirst().map(PartStatus::state)
            .orElse(PartState.OFF);
    }

    /** Stops all parts, last started first, and ends the threads. Takes a bounded time, whatever the parts do. */
    void stop() {
        switches.close();
        metricsDoor.close();
        savingsOfOthers.close();
        guarded(savings::keep);
        if (!threads.runAndWait(supervisor::stopAll, STOP_LIMIT)) {
            LOG.warn("Not all parts of the suite could be stopped within {}", STOP_LIMIT);
        }
        // As late as that, because parts that stop ask whether others go on.
        nodes.stop();
        threads.close(THREADS_LIMIT);
    }

    private boolean wanted(String id) {
        return services.settings().get(SuitePlugin.switchOf(id));
    }

    /** Comes on whatever thread changed the property, the cluster's too, which must not wait for a part to start. */
    private void follow(String key) {
        for (PartStatus part : statuses()) {
            Setting<Boolean> its = SuitePlugin.switchOf(part.id());
            if (its.key().equals(key)) {
                // Read as late as possible: of two changes at once, the last one must win.
                threads.control().execute(() -> {
                    guarded(savings::look);
                    supervisor.want(part.id(), services.settings().get(its));
                    checkSoon();
                });
            }
        }
    }

    private void watchChecks() {
        SelfCheckLog log = new SelfCheckLog(new SelfCheckTexts(SuiteTexts.in(Locale.ROOT)));
        checkSoon();
        threads.repeat(() -> log.tell(checks()), FIRST_CHECK, LOG_INTERVAL);
    }

    private void checkSoon() {
        threads.later(() -> check(false), FIRST_CHECK);
    }

    /** Whoever starts or stops something has more to do. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("What the suite saved could not be counted", e);
        }
    }

    private static void complain(PartStatus part, Throwable cause) {
        if (part.state() == PartState.FAILED) {
            LOG.error("Could not start {}. The other parts are not affected; switch it off and on to try again.", part.id(),
                cause);
        } else {
            LOG.warn("{} has been stopped, but not cleanly", part.id(), cause);
        }
    }
}
