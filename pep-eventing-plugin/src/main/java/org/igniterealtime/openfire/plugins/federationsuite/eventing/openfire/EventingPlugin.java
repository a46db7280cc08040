package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Book;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.EntryStore;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.PresenceFeature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SteadyClock;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Undo;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Interceptors;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.event.UserEventDispatcher;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.user.PresenceEventDispatcher;
import org.jivesoftware.util.JiveGlobals;
import org.xmpp.packet.JID;

/**
 * Eventing via pubsub (XEP-0207). What it does is in its features, each with a switch of its own; here they are made, and
 * connected with the server.
 *
 * <p>Started and stopped by one thread at a time. Requests that are under way while it stops are finished.
 */
public final class EventingPlugin implements SuitePlugin {

    private static final Duration TICK = Duration.ofSeconds(1);
    /** 5.1 tells listeners that a node is lost before its own tables of connections know. */
    private static final Duration AFTER_LOSS = Duration.ofSeconds(1);

    private final SuiteServices services;
    private final InstantSource time;
    private final AuditLog audit;
    private final Undo undo = new Undo("Eventing");
    private volatile EventingAdministration administration;

    /**
     * Makes the plugin without starting it.
     *
     * @param services what the suite provides
     * @param audit    where it is written down what administrators do
     */
    public EventingPlugin(SuiteServices services, AuditLog audit) {
        // What is written down for people has the machine's time. What waits must not wait longer because that is set back.
        this.time = services.clock();
        this.services = services.with(new SteadyClock(time));
        this.audit = Objects.requireNonNull(audit);
    }

    @Override
    public String id() {
        return "eventing";
    }

    /**
     * Makes the features and puts our handlers before the core's. A handler that another plugin registered for a namespace is
     * overridden too: the server keeps one for each namespace, and tells nobody which.
     *
     * @throws IllegalStateException if the server has no handlers of its own to pass on to; then no handler is changed
     */
    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        XMPPServer server = XMPPServer.getInstance();
        ServerRosters rosters =
            new ServerRosters(services.domain(), server.getUserManager(), server.getRosterManager());
        ServerClients clients = new ServerClients(server.getSessionManager(), new OpenfireServer(server).capabilities());
        OwnStanzas own = new OwnStanzas(services.router(), EventingPlugin::newId);
        Deeds deeds = new Deeds(services.router(), own, rosters::withhold);
        ServiceDoors doors = new ServiceDoors(services, server, deeds);
        doors.watch(undo);
        Book book = book();
        PresenceFeature presence = presence(book, rosters, clients);
        EventingNodes nodes = new EventingNodes(services.nodes(), services.workers(), book, presence);
        FarPlaces places = new FarPlaces(services.nodes(), services.workers(), task -> {
            Future<?> unused = services.workers().schedule(task, AFTER_LOSS.toMillis(), TimeUnit.MILLISECONDS);
        }, doors.rooms(), deeds::doAll, () -> services.settings().get(EventingSettings.SEATS));
        undo.push(services.nodes().listen(nodes)::close);
        undo.push(services.nodes().listen(places)::close);
        places.start();
        nodes.start();
        Features features = new Features(services.settings(), features(presence, doors));
        undo.push(features.watch()::close);
        CoreHandler requests = CoreHandler.of(server.getIQHandlers(), PubsubRequestCodec.NAMESPACE);
        CoreHandler owners = CoreHandler.of(server.getIQHandlers(), PubsubRequestCodec.OWNER_NAMESPACE);
        standBefore(requests, PubsubRequestCodec.NAMESPACE, features, deeds, server);
        standBefore(owners, PubsubRequestCodec.OWNER_NAMESPACE, features, deeds, server);
        Interceptors.add(new StanzaWatch(features, deeds, own), undo);
        PresenceWatch presences = new PresenceWatch(features, deeds);
        PresenceEventDispatcher.addListener(presences);
        undo.push(() -> PresenceEventDispatcher.removeListener(presences));
        UserWatch users = new UserWatch(name ->
            deeds.doAll(presence.deleted(new JID(name, services.domain(), null))));
        UserEventDispatcher.addListener(users);
        undo.push(() -> UserEventDispatcher.removeListener(users));
        undo.every(services.workers(), TICK, TICK,
            () -> deeds.doAll(features.all(new Event.Tick(services.clock().instant()))));
        doors.open(features, own, undo);
        administration = new EventingBureau(new EventingBureau.Features(book, presence, doors.rooms(), doors.talks()), deeds,
            services.with(time), audit);
        undo.push(() -> administration = null);
    }

    /** Eventing for administrators, while the plugin runs. For any thread. */
    public Optional<EventingAdministration> administration() {
        return Optional.ofNullable(administration);
    }

    /** All that eventing can do, in the order in which a request is offered. */
    private static Map<Setting<Boolean>, Feature> features(PresenceFeature presence, ServiceDoors doors) {
        Map<Setting<Boolean>, Feature> all = new LinkedHashMap<>();
        all.put(EventingSettings.PRESENCE, presence);
        all.put(EventingSettings.ROOMS, doors.rooms());
        all.put(EventingSettings.TALKS, doors.talks());
        return all;
    }

    private Book book() {
        Settings settings = services.settings();
        EntryStore store = EventingNodes.telling(services.nodes(), new JdbcEntryStore());
        return new Book(store, new Book.Limits(() -> settings.get(EventingSettings.ENTRIES),
            () -> settings.get(EventingSettings.WAITING), () -> settings.get(EventingSettings.WAITING_EACH),
            () -> settings.get(EventingSettings.WAITING_DOMAIN), services.domain()::equals), services.clock());
    }

    private PresenceFeature presence(Book book, ServerRosters rosters, ServerClients clients) {
        Settings settings = services.settings();
        EventingTexts texts = EventingTexts.in(JiveGlobals.getLocale());
        AuthorizationForm.Words words = new AuthorizationForm.Words(texts.of(EventingText.AUTHORIZE_TITLE),
            texts.of(EventingText.AUTHORIZE_INSTRUCTIONS), texts.of(EventingText.AUTHORIZE_NODE),
            texts.of(EventingText.AUTHORIZE_SUBSCRIBER), texts.of(EventingText.AUTHORIZE_ALLOW));
        return new PresenceFeature(new PresenceFeature.Surroundings(new JID(services.domain()), EventingPlugin::newId,
            () -> settings.get(EventingSettings.WAITING), () -> settings.get(EventingSettings.WAITING_DOMAIN),
            () -> settings.get(EventingSettings.AUTHORIZE) == EventingSettings.AuthorizeScope.EVENTING, words,
            texts.of(EventingText.CONFIGURE_ACCESS), texts.of(EventingText.CONFIGURE_POLITE)), book, rosters, clients);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    /**
     * Taking our handler away, if it is still there, is enough for the core's to answer again: for a namespace that nobody is
     * registered for the router searches the core's handlers, from 4.2 to 5.1.
     */
    private void standBefore(CoreHandler core, String namespace, Features features, Deeds deeds, XMPPServer server) {
        SessionManager sessions = server.getSessionManager();
        EventingHandler handler =
            new EventingHandler(namespace, features, deeds, address -> isOnline(sessions, address), core::handle);
        server.getIQRouter().addHandler(handler);
        undo.push(() -> {
            // By its namespace the server would take away whatever is there: another plugin's, if one came after us.
            if (handler.isInPlace(services.router(), new JID(services.domain()))) {
                server.getIQRouter().removeHandler(handler);
            }
        });
    }

    @Override
    public void destroyPlugin() {
        undo.run();
    }

    /** Anonymous users have no account, so no contacts and no node; the core tells them so. */
    private static boolean isOnline(SessionManager sessions, JID address) {
        ClientSession session = sessions.getSession(address);
        return session != null && !session.isAnonymousUser();
    }
}
