package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.SettingView.Source;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings.Answer;
import org.junit.Test;

/** Settings of single rooms and services: where a value comes from, what is refused, and that a change can be taken back. */
public class ScopedSettingsTest {

    private static final Actor ADMIN = new Actor("admin", "127.0.0.1");
    private static final Setting<Integer> HISTORY = Setting.number("fmuc.mirror.history", 50, 0, 100);
    private static final Setting<Boolean> ARCHIVE = Setting.flag("fmuc.mirror.archive", false);
    private static final Setting<List<String>> ADMITTED = Setting.list("fmuc.master.admitted", List.of());
    private static final Scope ROOM = Scope.read("remote-room", "chat@talk.lit").orElseThrow();
    private static final Scope SERVICE = Scope.read("remote-service", "talk.lit").orElseThrow();
    private static final Scope LOCAL = Scope.read("local-service", "talk.here.lit").orElseThrow();

    private final MapSettings settings = new MapSettings();
    private final List<String> audit = new ArrayList<>();
    private final ScopedSettings scoped = new ScopedSettings(settings, Map.of(Scope.Kind.REMOTE_ROOM, List.of(HISTORY, ARCHIVE),
        Scope.Kind.REMOTE_SERVICE, List.of(HISTORY, ARCHIVE), Scope.Kind.LOCAL_SERVICE, List.of(ADMITTED)), () -> Instant.EPOCH,
        entry -> audit.add(entry.by().name() + ": " + entry.action() + ' ' + entry.about() + ": " + entry.before() + " -> "
            + entry.after()));

    @Test
    public void aRoomTakesTheValueOfItsServiceThenTheGeneralOneThenTheDefault() {
        assertEquals(new SettingView("mirror.history", List.of(), "", "50", Source.DEFAULT), scoped.of(ROOM).get(0));
        settings.set(HISTORY, 60);
        assertEquals(new SettingView("mirror.history", List.of(), "", "60", Source.GENERAL), scoped.of(ROOM).get(0));
        change(SERVICE, "mirror.history", "70");
        assertEquals(new SettingView("mirror.history", List.of(), "", "70", Source.SERVICE), scoped.of(ROOM).get(0));
        change(ROOM, "mirror.history", " 80 ");
        assertEquals(new SettingView("mirror.history", List.of(), "80", "70", Source.SERVICE), scoped.of(ROOM).get(0));
        assertEquals(80, (int) settings.get(HISTORY, List.of(HISTORY.forRoom("chat@talk.lit"), HISTORY.forPeer("talk.lit"))));
        assertEquals(List.of("true", "false"), scoped.of(ROOM).get(1).choices());
    }

    @Test
    public void ifOneValueIsWrongNothingIsChanged() {
        Answer answer = scoped.change(ROOM, Map.of("mirror.history", "9", "mirror.archive", "perhaps"), ADMIN);
        assertEquals(new Answer.Wrong("mirror.archive", "perhaps"), answer);
        for (String wrong : List.of("-1", "101", "x", "1.5", "99999999999999")) {
            assertEquals(new Answer.Wrong("mirror.history", wrong), change(ROOM, "mirror.history", wrong));
        }
        assertEquals(new Answer.Wrong("master.admitted", "a.lit, <script>"), change(LOCAL, "master.admitted", "a.lit, <script>"));
        assertTrue(change(LOCAL, "master.admitted", "x".repeat(3000)) instanceof Answer.Wrong);
        assertEquals(List.of(), List.copyOf(settings.keys()));
        assertEquals(List.of(), audit);
    }

    @Test
    public void aChangeIsAuditedAndCanBeTakenBackOnce() {
        change(ROOM, "mirror.history", "10");
        scoped.change(ROOM, Map.of("mirror.history", "", "mirror.archive", "true", "unknown", "1"), ADMIN);
        assertEquals(List.of("admin: settings-changed chat@talk.lit: mirror.history: (not set) -> mirror.history: 10",
            "admin: settings-changed chat@talk.lit: mirror.history: 10\nmirror.archive: (not set)"
                + " -> mirror.history: (not set)\nmirror.archive: true"), audit);
        assertTrue(scoped.last(ROOM).isPresent());

        assertTrue(scoped.undo(ROOM, ADMIN) instanceof Answer.Done);

        assertEquals(Optional.of(10), settings.find(HISTORY.forRoom("chat@talk.lit")));
        assertEquals(Optional.empty(), settings.find(ARCHIVE.forRoom("chat@talk.lit")));
        assertEquals(3, audit.size());
        assertEquals(new Answer.Stale(), scoped.undo(ROOM, ADMIN));
        assertEquals(new Answer.Same(), change(ROOM, "mirror.history", "10"));
    }

    @Test
    public void whatWasChangedInAnotherWaySinceIsNotTakenBack() {
        change(ROOM, "mirror.history", "10");
        settings.set(HISTORY.forRoom("chat@talk.lit"), 11);
        assertEquals(Optional.empty(), scoped.last(ROOM));
        assertEquals(new Answer.Stale(), scoped.undo(ROOM, ADMIN));
        assertEquals(Optional.of(11), settings.find(HISTORY.forRoom("chat@talk.lit")));
    }

    @Test
    public void theLastChangesOfOnlySoManyAreRemembered() {
        for (int i = 0; i <= AuditedSettings.MOST_CHANGES; i++) {
            change(Scope.read("remote-room", "r" + i + "@talk.lit").orElseThrow(), "mirror.history", "1");
        }
        assertEquals(Optional.empty(), scoped.last(Scope.read("remote-room", "r0@talk.lit").orElseThrow()));
        assertTrue(scoped.last(Scope.read("remote-room", "r1@talk.lit").orElseThrow()).isPresent());
    }

    @Test
    public void whatIsNoRoomOrDomainHasNoSettings() {
        for (String wrong : List.of("", "talk.lit", "@talk.lit", "a@b/c", "a b@c d")) {
            assertEquals(wrong, Optional.empty(), Scope.read("remote-room", wrong));
        }
        for (String wrong : List.of("", "a@b", "a/b", "<b>")) {
            assertEquals(wrong, Optional.empty(), Scope.read("local-service", wrong));
        }
        assertEquals(Optional.empty(), Scope.read("nothing", "talk.lit"));
        assertEquals("talk.lit", Scope.read("remote-service", " Talk.LIT ").orElseThrow().name());
    }

    private Answer change(Scope scope, String name, String value) {
        return scoped.change(scope, Map.of(name, value), ADMIN);
    }
}
