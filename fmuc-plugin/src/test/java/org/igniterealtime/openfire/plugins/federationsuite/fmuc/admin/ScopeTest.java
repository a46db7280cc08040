package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Scope.Kind;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.junit.Test;

/** What can have settings of its own, under which keys, and what counts where it has none. */
public class ScopeTest {

    private static final Setting<Integer> HISTORY = Setting.number("fmuc.mirror.history", 50, 0, 100);

    @Test
    public void whatIsOfAnotherServerIsKeptByDomainAndRoomsAndOurOwnServicesByAddress() {
        assertEquals("fmuc.mirror.peer.talk.lit.history", key(Kind.REMOTE_SERVICE, "talk.lit"));
        assertEquals("fmuc.mirror.peer.mirror.lit.history", key(Kind.REMOTE_MIRROR, "mirror.lit"));
        assertEquals("fmuc.mirror.room.talk.lit.history", key(Kind.LOCAL_SERVICE, "talk.lit"));
        assertEquals("fmuc.mirror.room.chat@talk.lit.history", key(Kind.LOCAL_ROOM, "chat@talk.lit"));
        assertEquals("fmuc.mirror.room.chat@talk.lit.history", key(Kind.REMOTE_ROOM, "chat@talk.lit"));
    }

    private static String key(Kind kind, String name) {
        return new Scope(kind, name).own(HISTORY).key();
    }

    @Test
    public void aRoomTakesWhatItHasNotFromItsServiceAndAServiceFromNone() {
        assertEquals(Optional.of(new Scope(Kind.LOCAL_SERVICE, "talk.lit")),
            new Scope(Kind.LOCAL_ROOM, "chat@talk.lit").parent());
        assertEquals(Optional.of(new Scope(Kind.REMOTE_SERVICE, "talk.lit")),
            new Scope(Kind.REMOTE_ROOM, "chat@talk.lit").parent());
        for (Kind kind : List.of(Kind.LOCAL_SERVICE, Kind.REMOTE_SERVICE, Kind.REMOTE_MIRROR)) {
            assertEquals(Optional.empty(), new Scope(kind, "talk.lit").parent());
        }
    }

    @Test
    public void eachKindIsReadByItsWordAndEitherIsARoomOrIsNone() {
        assertEquals(List.of("remote-service", "remote-room", "local-service", "local-room", "remote-mirror"), Scope.words());
        for (String word : Scope.words()) {
            boolean room = word.endsWith("room");
            String name = room ? "chat@talk.lit" : "talk.lit";
            Scope scope = Scope.read(word, name).orElseThrow();
            assertEquals(word, scope.kind().word());
            assertEquals(name, scope.name());
            assertEquals(room, scope.kind().isRoom());
        }
    }

    @Test
    public void onlySettingsThatAreOnOrOffShareTheWordsForTheirValues() {
        assertEquals("true", SettingView.words("mirror.archive", "true"));
        assertEquals("false", SettingView.words("mirror.archive", "false"));
        assertEquals("mirror.mode.normal", SettingView.words("mirror.mode", "normal"));
    }
}
