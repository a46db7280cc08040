package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.io.File;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.commands.AdHocCommandHandler;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.component.ComponentManagerFactory;
import org.xmpp.packet.JID;

/** FMUC proxying: the mirror service for local users, and the guard that lets local rooms be mirrored elsewhere. */
public final class FmucPlugin implements SuitePlugin {

    /** The plugin's name in settings, pages and logs. */
    public static final String ID = "fmuc";

    private static final Logger LOG = LoggerFactory.getLogger(FmucPlugin.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How often it is looked for mirrors that are no longer admitted or do not answer. */
    private static final int TICK_SECONDS = 1;
    /** How often it is looked for messages that were kept for too long. */
    private static final int SWEEP_SECONDS = 60;

    private final SuiteServices services;
    /** How to take back what was done, last thing first. */
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private volatile SelfCheck selfCheck;
    private volatile Traffic traffic;

    /**
     * Makes the plugin; nothing happens before it is started.
     *
     * @param services what the suite offers
     */
    public FmucPlugin(SuiteServices services) {
        this.services = Objects.requireNonNull(services);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        FmucTexts texts = FmucTexts.in(JiveGlobals.getLocale());
        FmucSettings settings = new FmucSettings(services.settings(), texts);
        XMPPServer server = XMPPServer.getInstance();
        LocalRooms localRooms = new LocalRooms(server.getMultiUserChatManager()::getMultiUserChatServices);
        RoomGuard guard = startMaster(settings, localRooms, texts, server.getAdHocCommandHandler());
        SlaveRooms rooms = startMirror(settings, server);
        watchLinks(guard, rooms, new LinkWatch(server.getSessionManager()));
    }

    private RoomGuard startMaster(FmucSettings settings, LocalRooms localRooms, FmucTexts texts, AdHocCommandHandler commands) {
        RoomGuard guard = new RoomGuard(services, settings, localRooms);
        InterceptorManager.getInstance().addInterceptor(guard);
        undo.push(() -> InterceptorManager.getInstance().removeInterceptor(guard));
        undo.push(guard::close);
        MirrorsCommand command =
            new MirrorsCommand(localRooms, guard.queries(), settings, texts);
        commands.addCommand(command);
        undo.push(() -> commands.removeCommand(command));
        localRooms.advertise(Fmuc.NAMESPACE);
        undo.push(() -> localRooms.withdraw(Fmuc.NAMESPACE));
        Future<?> ticks = services.workers().scheduleWithFixedDelay(() -> tick(guard, localRooms), TICK_SECONDS, TICK_SECONDS,
            TimeUnit.SECONDS);
        undo.push(() -> ticks.cancel(false));
        return guard;
    }

    private void watchLinks(RoomGuard guard, SlaveRooms rooms, LinkWatch links) {
        Future<?> looks = services.workers().scheduleWithFixedDelay(() -> {
            try {
                Set<String> broken = links.broken();
                if (!broken.isEmpty()) {
                    guard.broken(broken);
                    rooms.broken(broken);
                }
            } catch (RuntimeException e) {
                // Or there would never be another one.
                LOG.error("It could not be looked for connections that have ended", e);
            }
        }, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
        undo.push(() -> looks.cancel(false));
        Future<?> sweeps = services.workers().scheduleWithFixedDelay(rooms::expire, SWEEP_SECONDS, SWEEP_SECONDS,
            TimeUnit.SECONDS);
        undo.push(() -> sweeps.cancel(false));
    }

    private static void tick(RoomGuard guard, LocalRooms localRooms) {
        try {
            guard.tick();
            localRooms.advertise(Fmuc.NAMESPACE);
        } catch (RuntimeException e) {
            // Or there would never be another one.
            LOG.error("Rooms that are mirrored elsewhere could not be looked after", e);
        }
    }

    private SlaveRooms startMirror(FmucSettings settings, XMPPServer server) {
        String subdomain = settings.get(FmucSettings.SUBDOMAIN);
        String mirrorDomain = subdomain + '.' + services.domain();
        PeerQueries peers = new PeerQueries(new JID(mirrorDomain), services.router(), services.workers());
        SlaveRooms rooms = new SlaveRooms(services, settings,
            new JdbcKeptStore(() -> settings.get(FmucSettings.KEPT_ALL)));
        ServerAccess access = new ServerAccess(server.getSessionManager(), settings);
        Lobby lobby = new Lobby(new Queries("Mirrors of remote rooms", services.trust()), rooms,
            new RoomInfos(peers, services.clock()), settings, services.router(), services.domain());
        MirrorComponent component = new MirrorComponent(new Gate(services.domain(), mirrorDomain, access), lobby, rooms,
            settings, services.router(), peers, access::isConnected);
        ComponentManager components = ComponentManagerFactory.getComponentManager();
        try {
            components.addComponent(subdomain, component);
        } catch (ComponentException e) {
            throw new IllegalStateException("The mirror service " + mirrorDomain + " cannot be started", e);
        }
        traffic = rooms.traffic();
        undo.push(() -> remove(components, subdomain));
        undo.push(() -> rooms.closeAll(PATIENCE));
        selfCheck = new SelfCheck(services, mirrorDomain, peers,
            new OwnCertificate(server.getCertificateStoreManager()), new OpenfireServer(server), rooms::services);
        return rooms;
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
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (RuntimeException e) {
                // The rest must still be taken back.
                LOG.error("A part of FMUC could not be stopped", e);
            }
        }
        selfCheck = null;
        traffic = null;
    }

    /** What crosses the links, while the plugin runs. */
    public Optional<Traffic> traffic() {
        return Optional.ofNullable(traffic);
    }

    @Override
    public List<CheckResult> selfCheck() {
        SelfCheck current = selfCheck;
        return current == null ? List.of() : current.results();
    }

    @Override
    public void runSelfCheck(boolean connecting) {
        SelfCheck current = selfCheck;
        if (current != null) {
            current.run(connecting);
        }
    }
}
