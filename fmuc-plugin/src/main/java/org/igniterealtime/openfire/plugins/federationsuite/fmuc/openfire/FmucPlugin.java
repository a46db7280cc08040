package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.io.File;
import java.time.InstantSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.ScopedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Traces;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Deliveries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.FirstTry;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SteadyClock;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Undo;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Interceptors;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.commands.AdHocCommandHandler;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.util.JiveGlobals;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.component.ComponentManagerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** FMUC proxying: the mirror service for local users, and the guard that lets local rooms be mirrored elsewhere. */
public final class FmucPlugin implements SuitePlugin {

    /** The plugin's name in settings, pages and logs. */
    public static final String ID = "fmuc";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How often it is looked for mirrors that are no longer admitted or do not answer. */
    private static final Duration TICK = Duration.ofSeconds(1);
    /** How often clients that are gone are forgotten, where nothing else depends on it. */
    private static final Duration FORGET = Duration.ofSeconds(60);
    /** How often it is looked for messages that were kept for too long. */
    private static final Duration SWEEP = Duration.ofSeconds(60);

    private final SuiteServices services;
    private final InstantSource time;
    private final SteadyClock steady;
    private final AuditLog audit;
    private final Traces traces;
    private final Undo undo = new Undo("FMUC");
    private volatile LinkWatch links;
    private volatile SelfCheck selfCheck;
    private volatile MirrorBureau administration;

    /**
     * Makes the plugin; nothing happens before it is started.
     *
     * @param services what the suite offers
     * @param audit    where it is written down what administrators do
     */
    public FmucPlugin(SuiteServices services, AuditLog audit) {
        this.audit = Objects.requireNonNull(audit);
        this.traces = new Traces(services.clock(), services.domain(), audit);
        // What is written down for people has the machine's time. What waits must not wait longer because that is set back.
        this.time = services.clock();
        this.steady = new SteadyClock(time);
        this.services = traced(services.with(steady), traces);
    }

    /** The same services, where traces see what is sent, and what leaves the server for the first time says so. */
    private SuiteServices traced(SuiteServices services, Traces traces) {
        Router router = new Router() {
            @Override
            public void route(Packet stanza) {
                traces.sent(stanza);
                OneTry.mark(stanza, services.domain(), pair -> mark(pair, services));
                services.router().route(stanza);
            }

            @Override
            public void broadcast(Effect.Broadcast broadcast) {
                // To local clients: nothing of it crosses a link.
                services.router().broadcast(broadcast);
            }
        };
        return new SuiteServices(services.settings(), router, services.clock(), services.workers(), services.trust(),
            services.domain(), services.nodes());
    }

    private FirstTry.Mark mark(DomainPair pair, SuiteServices services) {
        LinkWatch watch = links;
        Optional<LinkWatch.Connection> known = watch == null ? Optional.empty() : watch.known(pair);
        return new FirstTry.Mark(services.clock().instant(), services.nodes().self(), known.map(LinkWatch.Connection::id),
            known.filter(connection -> !connection.isHere()).isPresent());
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        FmucTexts texts = FmucTexts.in(JiveGlobals.getLocale());
        FmucSettings settings = new FmucSettings(services.settings(), texts, steady::lead);
        XMPPServer server = XMPPServer.getInstance();
        LocalRooms localRooms = new LocalRooms(server.getMultiUserChatManager()::getMultiUserChatServices);
        // Before the others, so that it stands until all that they have to say is sent.
        OneTry oneTry = new OneTry(settings.get(FmucSettings.SUBDOMAIN) + '.' + services.domain(), services.domain(),
            services.clock(), services.nodes()::self);
        Interceptors.add(oneTry, undo);
        RoomGuard guard = startMaster(settings, localRooms, texts, server.getAdHocCommandHandler());
        oneTry.asking(guard::sendsTo);
        SlaveRooms rooms = startMirror(settings, texts, server, guard);
        LinkWatch watch = new LinkWatch(new ServerConnections(server.getSessionManager()), services, time);
        watch.tell(oneTry::broken);
        oneTry.telling(watch::isBehind);
        watchLinks(guard, rooms, watch);
        startAdministration(guard, rooms, settings);
    }

    private void startAdministration(RoomGuard guard, SlaveRooms rooms, FmucSettings settings) {
        ScopedSettings scoped =
            new ScopedSettings(services.settings(), FmucSettings.scoped(), time, audit);
        MirrorBureau bureau = new MirrorBureau(rooms, guard, new MirrorBureau.Desk(scoped, traces, audit), settings,
            time, settings.get(FmucSettings.SUBDOMAIN) + '.' + services.domain());
        undo.every(services.workers(), TICK, TICK, bureau::tick);
        administration = bureau;
    }

    private RoomGuard startMaster(FmucSettings settings, LocalRooms localRooms, FmucTexts texts, AdHocCommandHandler commands) {
        RoomGuard guard = new RoomGuard(services, settings, new GuardedRooms(localRooms,
            settings.get(FmucSettings.SUBDOMAIN) + '.' + services.domain(), settings, services.nodes()), traces::received);
        Interceptors.add(guard, undo);
        Nodes.Listening hear = services.nodes().listen(guard.elsewhere());
        undo.push(hear::close);
        guard.elsewhere().start();
        undo.push(guard::close);
        MirrorsCommand command =
            new MirrorsCommand(localRooms, guard.queries(), settings, texts);
        commands.addCommand(command);
        undo.push(() -> commands.removeCommand(command));
        localRooms.advertise(Fmuc.NAMESPACE);
        undo.push(() -> localRooms.withdraw(Fmuc.NAMESPACE));
        undo.every(services.workers(), TICK, TICK, () -> {
            guard.tick();
            localRooms.advertise(Fmuc.NAMESPACE);
        });
        return guard;
    }

    private void watchLinks(RoomGuard guard, SlaveRooms rooms, LinkWatch watch) {
        watch.tell(guard::broken);
        watch.tell(rooms::broken);
        guard.lookingAt(watch::look, watch::renew);
        rooms.lookingAt(watch::look);
        undo.push(services.nodes().listen(watch)::close);
        undo.every(services.workers(), TICK, TICK, watch::look);
        undo.every(services.workers(), TICK, TICK, new LinkReport(rooms, guard, steady)::tick);
        links = watch;
        undo.every(services.workers(), SWEEP, SWEEP, rooms::expire);
    }

    private SlaveRooms startMirror(FmucSettings settings, FmucTexts texts, XMPPServer server, RoomGuard guard) {
        String subdomain = settings.get(FmucSettings.SUBDOMAIN);
        String mirrorDomain = subdomain + '.' + services.domain();
        PeerQueries peers = new PeerQueries(new JID(mirrorDomain), services.router(), services.workers());
        SlaveRooms rooms = new SlaveRooms(services, settings,
            new JdbcKeptStore(() -> settings.get(FmucSettings.KEPT_ALL), services.nodes()::expectsOthers));
        ServerAccess access = new ServerAccess(server, settings, new Guests(guard::rooms)::areIn);
        Deliveries deliveries = new Deliveries(services.domain(), access::isHere, access::isConnected);
        OwnedMirror owned = new OwnedMirror(services, deliveries, texts);
        Lobby lobby = new Lobby(new Queries("Mirrors of remote rooms", services.trust()), rooms,
            new RoomInfos(peers, services.clock()), settings, services.router(), services.domain());
        Gate gate = new Gate(services.domain(), mirrorDomain, access);
        Mirrorable mirrorable = new Mirrorable(peers, services.clock(), settings);
        MirrorComponent component = new MirrorComponent(gate, lobby, rooms, settings, owned.toClients(), peers, mirrorable,
            access::isConnected);
        rooms.speaking(component.dialects()::view);
        RoomShares shares = new RoomShares(services, rooms, new RoomShares.Front(owned::process, owned::refuse, owned::missed,
            deliveries, access::isConnected));
        rooms.sharedBy(shares);
        owned.before(new TracedComponent(component, traces::received), shares, component::isWorthHandingOver);
        ComponentManager components = ComponentManagerFactory.getComponentManager();
        for (Nodes.Listener listener : List.of(owned, shares)) {
            undo.push(services.nodes().listen(listener)::close);
        }
        // It may be one of several nodes already.
        shares.joined();
        try {
            components.addComponent(subdomain, owned);
        } catch (ComponentException e) {
            throw new IllegalStateException("The mirror service " + mirrorDomain + " cannot be started", e);
        }
        undo.every(services.workers(), RoomShares.TICK, RoomShares.TICK, shares::tick);
        undo.every(services.workers(), RoomShares.SWEEP, RoomShares.SWEEP, shares::sweep);
        undo.push(() -> remove(components, subdomain));
        undo.push(() -> {
            if (!shares.leave(PATIENCE)) {
                rooms.closeAll(PATIENCE);
            }
        });
        startTransparentMode(new TransparentMode(services.domain(), mirrorDomain, settings, gate, rooms, mirrorable),
            access::isConnected);
        selfCheck = new SelfCheck(services.with(time), mirrorDomain, peers,
            new OwnCertificate(server.getCertificateStoreManager()), new OpenfireServer(server), rooms::services);
        return rooms;
    }

    private void startTransparentMode(TransparentMode mode, Predicate<JID> connected) {
        undo.push(mode.watch(services.settings())::close);
        Interceptors.add(mode, undo);
        undo.every(services.workers(), FORGET, FORGET, () -> mode.tick(connected));
    }

    private static void remove(ComponentManager components, String subdomain) {
        try {
            components.removeComponent(subdomain);
        } catch (ComponentException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void destroyPlugin() {
        undo.run();
        links = null;
        selfCheck = null;
        administration = null;
    }

    /** FMUC for administrators, while the plugin runs. */
    public Optional<MirrorAdministration> administration() {
        return Optional.ofNullable(administration);
    }

    @Override
    public List<CheckResult> selfCheck() {
        SelfCheck current = selfCheck;
        return current == null ? List.of() : current.results();
    }

    @Override
    public CheckProgress selfCheckProgress() {
        SelfCheck current = selfCheck;
        return current == null ? CheckProgress.NONE : current.progress();
    }

    @Override
    public void runSelfCheck(boolean connecting) {
        SelfCheck current = selfCheck;
        if (current != null) {
            current.run(connecting);
        }
    }
}
