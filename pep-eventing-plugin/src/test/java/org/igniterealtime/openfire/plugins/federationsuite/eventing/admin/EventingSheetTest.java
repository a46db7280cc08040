package org.igniterealtime.openfire.plugins.federationsuite.eventing.admin;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange.Item;
import org.junit.Test;

/** The settings of eventing as administrators see and change them. */
public class EventingSheetTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Actor ADMIN = new Actor("admin@capulet.lit", "127.0.0.1");

    private final List<AuditEntry> audit = new ArrayList<>();
    private final MapSettings settings = new MapSettings();
    private final EventingSheet sheet =
        new EventingSheet(settings, EventingSettings.all(), "capulet.lit", () -> NOW, audit::add);

    @Test
    public void eachSettingIsShownWithWhatIsSetAndWhatCountsOtherwise() {
        settings.set(EventingSettings.SEATS, 7);

        assertEquals(new SheetRow("rooms.max-all", List.of(), "7", "20000"), row("rooms.max-all"));
        assertEquals("7", row("rooms.max-all").value());
        assertEquals(new SheetRow("talks.enabled", List.of("true", "false"), "", "true"), row("talks.enabled"));
        assertEquals(new SheetRow("presence.authorize", List.of("eventing", "none"), "", "eventing"), row("presence.authorize"));
        assertEquals("mirror", row("rooms.components").value());
    }

    @Test
    public void everythingIsChangedOrNothing() {
        for (String wrong : List.of("-1", "many", "1.5", "99999999999")) {
            assertEquals(new Answer.Wrong("rooms.max-all", wrong),
                sheet.change(Map.of("presence.max-waiting", "5", "rooms.max-all", wrong), ADMIN));
        }
        assertEquals(new Answer.Wrong("rooms.components", "x".repeat(2001)),
            sheet.change(Map.of("rooms.components", "x".repeat(2001)), ADMIN));
        assertEquals(new Answer.Same(), sheet.change(Map.of("rooms.max-all", " ", "unknown", "1"), ADMIN));
        assertEquals(List.of(), List.copyOf(settings.keys()));
        assertEquals(List.of(), audit);

        assertEquals(List.of(new Item("eventing.presence.max-waiting", "", "5"), new Item("eventing.rooms.max-all", "", "9")),
            done(sheet.change(Map.of("presence.max-waiting", " 5 ", "rooms.max-all", "9"), ADMIN)).items());

        assertEquals(Optional.of(5), settings.find(EventingSettings.WAITING));
        assertEquals(Optional.of(9), settings.find(EventingSettings.SEATS));
    }

    @Test
    public void aChangeIsAuditedWithWhatWasSetBefore() {
        sheet.change(Map.of("rooms.max-all", "9"), ADMIN);
        sheet.change(Map.of("rooms.max-all", "", "talks.bridge", "true"), ADMIN);

        assertEquals(List.of(AuditAction.SETTINGS_CHANGED.entry(NOW, "capulet.lit", ADMIN, "eventing.rooms.max-all: (not set)",
            "eventing.rooms.max-all: 9"), AuditAction.SETTINGS_CHANGED.entry(NOW, "capulet.lit", ADMIN,
            "eventing.rooms.max-all: 9\neventing.talks.bridge: (not set)",
            "eventing.rooms.max-all: (not set)\neventing.talks.bridge: true")), audit);
        assertEquals(Optional.empty(), settings.find(EventingSettings.SEATS));
    }

    @Test
    public void theLastChangeIsTakenBackOnce() {
        assertEquals(Optional.empty(), sheet.last());
        assertEquals(new Answer.Stale(), sheet.undo(ADMIN));
        settings.set(EventingSettings.SEATS, 7);
        sheet.change(Map.of("rooms.max-all", "9", "talks.enabled", "false"), ADMIN);
        assertEquals("eventing.talks.enabled: (not set) -> false\neventing.rooms.max-all: 7 -> 9",
            sheet.last().orElseThrow().text());
        Actor other = new Actor("deputy@capulet.lit", "127.0.0.2");

        done(sheet.undo(other));

        assertEquals(Optional.of(7), settings.find(EventingSettings.SEATS));
        assertEquals(Optional.empty(), settings.find(EventingSettings.TALKS));
        assertEquals(AuditAction.SETTINGS_UNDONE.entry(NOW, "capulet.lit", other,
            "eventing.talks.enabled: false\neventing.rooms.max-all: 9",
            "eventing.talks.enabled: (not set)\neventing.rooms.max-all: 7"), audit.get(1));
        assertEquals(Optional.empty(), sheet.last());
        assertEquals(new Answer.Stale(), sheet.undo(ADMIN));
        assertEquals(2, audit.size());
    }

    @Test
    public void whatWasChangedInAnotherWaySinceIsNotTakenBack() {
        sheet.change(Map.of("rooms.max-all", "9", "rooms.max-each", "4"), ADMIN);
        settings.set(EventingSettings.SEATS, 10);

        assertEquals(Optional.empty(), sheet.last());
        assertEquals(new Answer.Stale(), sheet.undo(ADMIN));
        assertEquals(Optional.of(10), settings.find(EventingSettings.SEATS));
        assertEquals(1, audit.size());
    }

    @Test
    public void noSettingIsForgotten() throws IllegalAccessException {
        Set<Object> settings = new HashSet<>();
        for (Field field : EventingSettings.class.getFields()) {
            settings.add(field.get(null));
        }

        assertEquals(settings, new HashSet<>(EventingSettings.all()));
    }

    private static SettingsChange done(Answer answer) {
        return ((Answer.Done) answer).change();
    }

    private SheetRow row(String name) {
        return sheet.rows().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }
}
