package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingSheet;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Occupant;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.junit.Test;
import org.xmpp.packet.JID;

/** The page about eventing: what it shows, what each form does, and what it does not. */
public class EventingServletTest implements EventingAdministration {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    private final List<String> done = new ArrayList<>();
    private final MapSettings kept = new MapSettings();
    private final EventingSheet sheet = new EventingSheet(kept, EventingSettings.all(), "here.lit", () -> NOW,
        entry -> done.add(entry.action() + ' ' + entry.about() + ' ' + entry.by().where() + ": " + entry.after()));
    private final List<Occupant> occupants = new ArrayList<>(List.of(occupant("a@talk.lit", "<script>"),
        occupant("b@talk.lit", "Bea")));
    private final List<Waiting> requests = new ArrayList<>(List.of(waiting("amy@here.lit", "bard@far.lit/x")));
    private boolean waits = true;
    private final Browser browser = new Browser(new EventingServlet(() -> Optional.of(this)));

    @Test
    public void featuresOccupantsRequestsAndLimitsAreShown() throws Exception {
        kept.set(EventingSettings.SEATS, 7);
        kept.set(EventingSettings.TALKS, false);
        browser.get(Map.of());

        assertEquals(List.of(Map.of("name", "presence", "on", true), Map.of("name", "rooms", "on", true),
            Map.of("name", "talks", "on", false)), browser.model().get("features"));
        assertTrue(browser.model().get("settings").toString(), ((Collection<?>) browser.model().get("settings")).contains(Map.of(
            "name", "rooms.max-all", "choices", List.of(), "set", "7", "usual", "20000", "used", "3")));
        assertEquals(List.of("<script>", "Bea"), shown("occupants", "nick"));
        assertEquals(2L, browser.model().get("rooms"));
        assertEquals(List.of(Map.of("owner", "amy@here.lit", "contact", "bard@far.lit", "address", "bard@far.lit/x", "since",
            "2030-01-02 03:04:05 UTC")), browser.model().get("requests"));
        assertEquals(true, browser.model().get("refusable"));
        PeersServletTest.assertPlatform(browser.model());
    }

    @Test
    public void bothListsAreSearchedAndEachHasPagesOfItsOwn() throws Exception {
        for (int i = 0; i < 60; i++) {
            occupants.add(occupant("hall@talk.lit", "n" + i));
            requests.add(waiting("ben@here.lit", "hall" + i + "@far.lit"));
        }
        browser.get(Map.of("q", " HALL ", "page", "99", "requests", "2"));
        assertEquals(10, shown("occupants", "nick").size());
        assertEquals("hall25@far.lit", shown("requests", "contact").get(0));
        assertEquals("federationsuite-eventing.jsp?q=HALL&requests=2&page=2", paging("paging", "back"));
        assertEquals("federationsuite-eventing.jsp?q=HALL&page=3&requests=3", paging("requestsPaging", "next"));
        browser.get(Map.of("q", "BARD", "page", "-1", "requests", "<b>"));
        assertEquals(List.of(), shown("occupants", "nick"));
        assertEquals(List.of("bard@far.lit"), shown("requests", "contact"));
        browser.get(Map.of("q", "x".repeat(1000)));
        assertEquals(List.of(), shown("requests", "contact"));
    }

    @Test
    public void aFeatureIsSwitchedByItsFormOnly() throws Exception {
        Map<String, String> off = Map.of("action", "switch", "feature", "rooms", "on", "false");
        browser.get(off);
        browser.post(with(off, "csrf", "guessed"));
        for (Map<String, String> wrong : List.of(with(off, "feature", "rooms.max-all"), with(off, "feature", ""),
                with(off, "on", ""), with(off, "on", "maybe"), with(off, "action", "turn"))) {
            post(wrong);
        }
        assertEquals(List.of(), done);

        post(off);
        assertEquals(List.of("settings-changed here.lit 127.0.0.1: eventing.rooms.enabled: false"), done);
        assertEquals(Optional.of(false), kept.find(EventingSettings.ROOMS));
        assertSays("The feature has been switched off.");
        post(off);
        assertSays("Everything is as it was.");
        post(with(off, "on", "true"));
        assertEquals(Optional.of(true), kept.find(EventingSettings.ROOMS));
        assertSays("The feature has been switched on.");
    }

    @Test
    public void limitsAreCheckedBeforeAnyIsChanged() throws Exception {
        Map<String, String> form = Map.of("action", "save", "rooms.max-all", "5", "rooms.max-each", "none");
        post(form);
        assertSays("Nothing has been changed. This is no value for the setting In how many rooms a user may be: none");
        assertEquals(List.of(), List.copyOf(kept.keys()));
        post(form);
        browser.get(Map.of());
        assertEquals("5", ((Map<?, ?>) browser.model().get("typed")).get("rooms.max-all"));

        post(with(form, "rooms.max-each", "4", "rooms.enabled", "false"));
        assertSays("Settings changed: 2");
        assertEquals(Optional.of(5), kept.find(EventingSettings.SEATS));
        assertEquals("a switch has a form of its own", Optional.empty(), kept.find(EventingSettings.ROOMS));
    }

    @Test
    public void theLastChangeIsShownAndTakenBackByItsFormOnly() throws Exception {
        browser.get(Map.of());
        assertEquals(Map.of(), browser.model().get("change"));
        post(Map.of("action", "undo"));
        assertSays("Nothing has been undone: there is no last change");
        post(Map.of("action", "save", "rooms.max-all", "5"));
        browser.get(Map.of("action", "undo"));
        browser.post(Map.of("action", "undo", "csrf", "guessed"));
        assertEquals(Optional.of(5), kept.find(EventingSettings.SEATS));
        browser.get(Map.of());
        Map<?, ?> change = (Map<?, ?>) browser.model().get("change");
        assertEquals("2030-01-02 03:04:05 UTC", change.get("at"));
        assertEquals("eventing.rooms.max-all: (not set) -> 5", change.get("text"));

        post(Map.of("action", "undo"));
        assertSays("The last change has been undone.");
        assertEquals(Optional.empty(), kept.find(EventingSettings.SEATS));
        assertEquals("settings-undone here.lit 127.0.0.1: eventing.rooms.max-all: (not set)", done.get(1));
        browser.get(Map.of());
        assertEquals(Map.of(), browser.model().get("change"));
    }

    @Test
    public void aRequestIsRefusedByItsFormOnly() throws Exception {
        Map<String, String> form = Map.of("action", "refuse", "owner", "amy@here.lit", "contact", "bard@far.lit");
        browser.get(form);
        browser.post(with(form, "csrf", "guessed"));
        for (Map<String, String> wrong : List.of(with(form, "owner", "here.lit"), with(form, "contact", "bard@far.lit/x"),
                with(form, "contact", "@"), with(form, "owner", ""))) {
            post(wrong);
        }
        assertEquals(List.of(), done);

        post(form);
        assertEquals(List.of("refused bard@far.lit amy@here.lit 127.0.0.1"), done);
        assertSays("The request of bard@far.lit to see the presence of amy@here.lit has been refused.");
        waits = false;
        post(form);
        assertSays("Nothing has been refused: bard@far.lit does not wait for amy@here.lit any more");
        kept.set(EventingSettings.PRESENCE, false);
        browser.get(Map.of());
        assertEquals(false, browser.model().get("refusable"));
    }

    private void post(Map<String, String> form) throws Exception {
        browser.get(Map.of());
        browser.post(with(form, "csrf", browser.cookie().getValue()));
    }

    private void assertSays(String text) throws Exception {
        browser.get(Map.of());
        assertTrue(browser.model().get("notices").toString(), browser.model().get("notices").toString().contains(text));
    }

    private List<?> shown(String list, String field) {
        return ((Collection<?>) browser.model().get(list)).stream().map(line -> ((Map<?, ?>) line).get(field)).toList();
    }

    private Object paging(String name, String where) {
        return ((Map<?, ?>) browser.model().get(name)).get(where);
    }

    private static Map<String, String> with(Map<String, String> form, String... more) {
        Map<String, String> all = new HashMap<>(form);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Occupant occupant(String room, String nick) {
        return new Occupant(new JID(room), new JID("amy@here.lit/x"), nick, Occupant.State.IN, false, NOW);
    }

    private static Waiting waiting(String owner, String address) {
        JID contact = new JID(address);
        return new Waiting(new Pair(new JID(owner), contact.asBareJID()), contact, NOW);
    }

    @Override
    public EventingSheet settings() {
        return sheet;
    }

    @Override
    public List<Occupant> occupants() {
        return occupants;
    }

    @Override
    public List<Waiting> requests() {
        return requests;
    }

    @Override
    public Usage usage() {
        return new Usage(1, 2, 3, 4, 5);
    }

    @Override
    public boolean refuse(JID owner, JID contact, Actor by) {
        if (waits) {
            done.add("refused " + contact + ' ' + owner + ' ' + by.where());
        }
        return waits;
    }
}
