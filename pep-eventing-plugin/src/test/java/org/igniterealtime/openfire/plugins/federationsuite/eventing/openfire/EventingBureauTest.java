package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingAdministration.Usage;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Book;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Clients;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Dated;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.EntryStore;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.PresenceFeature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Rosters;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Stance;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomLimits;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomServices;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Rooms;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.TalkLimits;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.TalkServices;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.Talks;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.junit.After;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What administrators see and do of eventing. Bard has asked for the presence of Juliet, and Nurse sees it by pubsub. */
public class EventingBureauTest implements Rosters, Clients, EntryStore, RoomServices, TalkServices {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Actor ADMIN = new Actor("admin@capulet.lit", "127.0.0.1");
    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final JID BARD = new JID("bard@montague.lit");
    private static final JID NURSE = new JID("nurse@capulet.lit");
    private static final String PUBSUB = "<pubsub xmlns='http://jabber.org/protocol/pubsub'>";

    private final List<String> happened = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final MapSettings settings = new MapSettings();
    private final ScheduledExecutorService workers = Executors.newSingleThreadScheduledExecutor();
    private boolean granted;
    private final Book book = new Book(this, new Book.Limits(() -> 10, () -> 10, () -> 10, () -> 10, "capulet.lit"::equals),
        () -> NOW);
    private final PresenceFeature presence = new PresenceFeature(new PresenceFeature.Surroundings(new JID("capulet.lit"),
        () -> "id", () -> 10, () -> 10, () -> true, new AuthorizationForm.Words("Title", "Do.", "Node", "Who", "Yes?"), "Access",
        "Polite"), book, this, this);
    private final Rooms rooms = new Rooms(this, () -> new RoomLimits(2, 3, 2, 10, 2, Duration.ofSeconds(60),
        Duration.ofSeconds(300)), () -> NOW, () -> "r");
    private final Talks talks = new Talks(this, () -> new TalkLimits(2, 10, Duration.ofSeconds(30), false), () -> NOW, () -> "t");
    private final EventingBureau bureau = new EventingBureau(new EventingBureau.Features(book, presence, rooms, talks),
        new Deeds(this::route, new OwnStanzas(this::route, () -> "random"), (who, withdrawn) -> happened.add("withhold " + who)),
        new SuiteServices(settings, this::route, () -> NOW, workers, domain -> TrustLevel.TRUSTED, "capulet.lit"),
        entry -> {
            happened.add(entry.action());
            audit.add(entry);
        });

    @After
    public void stop() {
        workers.shutdownNow();
    }

    private void route(Packet stanza) {
        happened.add((stanza instanceof Presence presence ? presence.getType() : stanza.getElement().getName()) + " to "
            + stanza.getTo());
    }

    @Test
    public void whatThereIsIsSeenAndCounted() {
        rooms.on(new Event.Request(BALCONY, Optional.of(new JID("chat.capulet.lit")), false, Xml.iq("<iq type='set' id='1' from='"
            + BALCONY + "' to='chat.capulet.lit'>" + PUBSUB + "<subscribe node='hall' jid='" + BALCONY + "'/><options node='hall'"
            + " jid='" + BALCONY + "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
            + "<value>http://jabber.org/protocol/pubsub#subscribe_options</value></field><field var='roomnick'><value>JC</value>"
            + "</field></x></options></pubsub></iq>")));
        talks.on(new Event.Request(BALCONY, Optional.of(service()), false, Xml.iq("<iq type='set' id='2' from='" + BALCONY
            + "' to='" + service() + "'>" + PUBSUB + "<create node='me_and_romeo'/><configure><x xmlns='jabber:x:data'"
            + " type='submit'><field var='pubsub#access_model'><value>whitelist</value></field><field var='pubsub#publisher'>"
            + "<value>romeo@montague.lit</value></field></x></configure></pubsub></iq>")));

        assertEquals(List.of(new Waiting(new Pair(JULIET, BARD), BARD, NOW)), bureau.requests());
        assertEquals(List.of("hall@chat.capulet.lit JC"),
            bureau.occupants().stream().map(one -> one.room() + " " + one.nick()).toList());
        assertEquals(new Usage(2, 1, 1, 1, talks.talkers()), bureau.usage());
    }

    @Test
    public void aRequestIsRefusedInItsOwnersPlaceOnceAndThatIsWrittenDownFirst() {
        assertTrue(bureau.refuse(BALCONY, new JID("bard@montague.lit/globe"), ADMIN));

        assertEquals(List.of(AuditAction.SUBSCRIPTION_REFUSED.entry(NOW, "bard@montague.lit", ADMIN,
            "waits for juliet@capulet.lit", "refused in the place of juliet@capulet.lit")), audit);
        assertEquals("subscription-refused", happened.get(0));
        assertTrue(happened.toString(), happened.contains("message to bard@montague.lit"));
        assertTrue(happened.toString(), happened.contains("unsubscribed to bard@montague.lit"));
        assertEquals(List.of(), bureau.requests());
        happened.clear();
        assertFalse(bureau.refuse(JULIET, BARD, ADMIN));
        assertEquals(List.of(), happened);
    }

    @Test
    public void whoeverDoesNotWaitIsNotRefused() {
        assertFalse("sees it already", bureau.refuse(JULIET, NURSE, ADMIN));
        assertFalse("never asked", bureau.refuse(NURSE, BARD, ADMIN));
        settings.set(EventingSettings.PRESENCE, false);
        assertFalse("the feature does not run", bureau.refuse(JULIET, BARD, ADMIN));
        assertEquals(List.of(), happened);
        settings.set(EventingSettings.PRESENCE, true);
        granted = true;
        assertFalse("the owner has decided", bureau.refuse(JULIET, BARD, ADMIN));
        assertEquals("he is told so", List.of("message to bard@montague.lit"), happened);
        assertEquals(List.of(), audit);
    }

    @Test
    public void settingsAreThoseOfEventingAndTheAuditIsAboutThisServer() {
        assertEquals(EventingSettings.all().size(), bureau.settings().rows().size());
        assertTrue(bureau.settings().change(Map.of("rooms.max-all", "9"), ADMIN) instanceof Answer.Done);
        assertEquals(Optional.of(9), settings.find(EventingSettings.SEATS));
        assertEquals(List.of(AuditAction.SETTINGS_CHANGED.entry(NOW, "capulet.lit", ADMIN, "eventing.rooms.max-all: (not set)",
            "eventing.rooms.max-all: 9")), audit);
    }

    @Override
    public List<Dated> load() {
        return List.of(
            new Dated(new Entry(new Pair(JULIET, BARD), BARD, Entry.Syntax.PUBSUB, Stance.PENDING, false, false), NOW),
            new Dated(new Entry(new Pair(JULIET, NURSE), NURSE, Entry.Syntax.PUBSUB, Stance.SUBSCRIBED, false, false), NOW));
    }

    @Override
    public Optional<Dated> find(Pair who) {
        return Optional.empty();
    }

    @Override
    public boolean put(Dated entry) {
        return true;
    }

    @Override
    public boolean remove(Pair who) {
        return true;
    }

    @Override
    public boolean isAccount(JID bare) {
        return bare.getDomain().equals("capulet.lit");
    }

    @Override
    public Stance granted(Pair who) {
        return granted || who.contact().equals(NURSE) ? Stance.SUBSCRIBED : Stance.PENDING;
    }

    @Override
    public Stance sought(Pair who) {
        return Stance.NONE;
    }

    @Override
    public Map<JID, Stance> contacts(JID owner) {
        return Map.of();
    }

    @Override
    public List<JID> sights(JID contact) {
        return List.of();
    }

    @Override
    public boolean isHere(JID address) {
        return address.getDomain().equals("capulet.lit");
    }

    @Override
    public List<Presence> present(JID user) {
        return List.of();
    }

    @Override
    public boolean wantsNotices(JID client) {
        return false;
    }

    @Override
    public boolean mayTell(Presence presence, JID contact) {
        return true;
    }

    @Override
    public boolean isService(String domain) {
        return domain.equals("chat.capulet.lit");
    }

    @Override
    public boolean exists(JID room) {
        return true;
    }

    @Override
    public boolean isConnected(JID client) {
        return true;
    }

    @Override
    public boolean isElsewhere(JID client) {
        return false;
    }

    @Override
    public JID service() {
        return new JID("pubsub.capulet.lit");
    }

    @Override
    public List<JID> clientsOf(JID user) {
        return List.of();
    }
}
