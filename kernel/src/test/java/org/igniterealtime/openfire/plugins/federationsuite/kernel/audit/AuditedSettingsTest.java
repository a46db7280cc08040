package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Field;
import org.junit.Test;

/** Settings as administrators change them; what forms of single parts of the suite make of it has tests of its own there. */
public class AuditedSettingsTest {

    private static final Actor ADMIN = new Actor("admin@a.example", "127.0.0.1");
    private static final Setting<Integer> SIZE = Setting.number("cup.size", 3, 0, 10);

    private final MapSettings settings = new MapSettings();
    private final List<String> told = new ArrayList<>();
    private final AuditedSettings<String> audited = new AuditedSettings<>(settings, new AuditedSettings.Owners<>(
        room -> List.of(new Field<>("size", "size", SIZE.forRoom(room), size -> size != 7)), room -> "the " + room),
        () -> Instant.EPOCH, entry -> told.add(entry.about() + ' ' + entry.after() + ", set by then: " + settings.keys()));

    @Test
    public void whatIsDoneIsWrittenDownBeforeItIsDone() {
        audited.change("hall", Map.of("size", "5"), ADMIN);
        audited.undo("hall", ADMIN);

        assertEquals(List.of("the hall size: 5, set by then: []",
            "the hall size: (not set), set by then: [cup.room.hall.size]"), told);
        assertEquals(List.of(), List.copyOf(settings.keys()));
    }

    @Test
    public void eachOwnerHasALastChangeOfItsOwn() {
        audited.change("hall", Map.of("size", "5"), ADMIN);
        audited.change("attic", Map.of("size", "6"), ADMIN);

        assertTrue(audited.undo("hall", ADMIN) instanceof Answer.Done);

        assertEquals(Optional.empty(), settings.find(SIZE.forRoom("hall")));
        assertEquals(Optional.of(6), settings.find(SIZE.forRoom("attic")));
        assertTrue(audited.last("attic").isPresent());
        assertEquals(new Answer.Stale(), audited.undo("hall", ADMIN));
    }

    @Test
    public void aValueMustFitAndNotOnlyBeReadable() {
        assertEquals(new Answer.Wrong("size", "7"), audited.change("hall", Map.of("size", "7"), ADMIN));
        assertEquals(new Answer.Wrong("size", "11"), audited.change("hall", Map.of("size", "11"), ADMIN));
        assertEquals(List.of(), told);
    }

    @Test
    public void settingsOfFewValuesHaveThemToChooseFrom() {
        assertEquals(List.of(), AuditedSettings.choices(SIZE));
        assertEquals(List.of("true", "false"), AuditedSettings.choices(Setting.flag("cup.full", true)));
        Setting<AuditAction> action = Setting.choice("cup.action", AuditAction.TOKEN_MADE);
        for (String choice : AuditedSettings.choices(action)) {
            assertEquals(choice, action.writer().apply(action.reader().apply(choice)));
        }
        assertEquals(AuditAction.values().length, AuditedSettings.choices(action).size());
    }

    @Test
    public void whatIsSoAlreadyIsNoChange() {
        audited.change("hall", Map.of("size", "5"), ADMIN);
        told.clear();
        assertEquals(new Answer.Same(), audited.change("hall", Map.of("size", " 5 "), ADMIN));
        assertEquals(new Answer.Same(), audited.change("hall", Map.of("colour", "blue"), ADMIN));
        assertEquals(List.of(), told);
    }

    @Test
    public void anEmptyValueTakesAwayWhatIsSet() {
        audited.change("hall", Map.of("size", "5"), ADMIN);
        Answer answer = audited.change("hall", Map.of("size", ""), ADMIN);
        assertEquals("size: 5 -> (not set)", ((Answer.Done) answer).change().text());
        assertEquals(Optional.empty(), settings.find(SIZE.forRoom("hall")));
    }

    @Test
    public void whatWasChangedInAnotherWaySinceCannotBeTakenBack() {
        audited.change("hall", Map.of("size", "5"), ADMIN);
        settings.set(SIZE.forRoom("hall"), 6);
        assertEquals(Optional.empty(), audited.last("hall"));
        assertEquals(new Answer.Stale(), audited.undo("hall", ADMIN));
        assertEquals(Optional.of(6), settings.find(SIZE.forRoom("hall")));
        assertEquals("of whom nothing is known", Optional.empty(), audited.last("attic"));
    }

    @Test
    public void onlySoManyOwnersHaveALastChange() {
        for (int i = 0; i <= AuditedSettings.MOST_CHANGES; i++) {
            audited.change("room" + i, Map.of("size", "5"), ADMIN);
        }
        assertEquals(Optional.empty(), audited.last("room0"));
        assertTrue(audited.last("room1").isPresent());
        assertTrue(audited.last("room" + AuditedSettings.MOST_CHANGES).isPresent());
    }

    @Test
    public void ofManySettingsEachIsChangedAndTakenBackByItself() {
        Setting<String> colour = Setting.text("cup.colour", "white");
        AuditedSettings<String> many = new AuditedSettings<>(settings, new AuditedSettings.Owners<>(
            room -> List.of(new Field<>("size", "size", SIZE.forRoom(room), size -> true),
                new Field<>("colour", "colour", colour.forRoom(room), word -> true)), room -> room),
            () -> Instant.EPOCH, entry -> { });
        settings.set(SIZE.forRoom("hall"), 5);

        assertTrue(many.change("hall", Map.of("colour", "blue"), ADMIN) instanceof Answer.Done);
        assertEquals(Optional.of("blue"), settings.find(colour.forRoom("hall")));
        assertEquals(Optional.of(5), settings.find(SIZE.forRoom("hall")));

        assertTrue(many.undo("hall", ADMIN) instanceof Answer.Done);
        assertEquals(Optional.empty(), settings.find(colour.forRoom("hall")));
        assertEquals(Optional.of(5), settings.find(SIZE.forRoom("hall")));
    }

    @Test
    public void aTextMayBeAsLongAsTheLongestAndNoLonger() {
        AuditedSettings<String> texts = new AuditedSettings<>(settings, new AuditedSettings.Owners<>(
            room -> List.of(new Field<>("colour", "colour", Setting.text("cup.colour", "white"), word -> true)), room -> room),
            () -> Instant.EPOCH, entry -> { });
        String longest = "x".repeat(AuditedSettings.LONGEST);

        assertEquals(new Answer.Wrong("colour", longest + 'x'), texts.change("hall", Map.of("colour", longest + 'x'), ADMIN));
        assertTrue(texts.change("hall", Map.of("colour", longest), ADMIN) instanceof Answer.Done);
    }
}
