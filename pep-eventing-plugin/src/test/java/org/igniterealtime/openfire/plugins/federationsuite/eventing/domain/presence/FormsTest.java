package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;

/** Which forms are remembered, and which are forgotten first. */
public class FormsTest {

    private final Forms forms = new Forms(() -> 4, () -> 2, "capulet.lit"::equals);

    private static Pair asked(String contact) {
        return new Pair(new JID("juliet@capulet.lit"), new JID(contact));
    }

    private List<Boolean> known(String... ids) {
        return List.of(ids).stream().map(id -> forms.about(id).isPresent()).toList();
    }

    @Test
    public void aNewerFormTakesThePlaceOfAnOlderOneAboutTheSame() {
        forms.give(asked("bard@montague.lit"), "1");
        forms.give(asked("bard@montague.lit"), "2");
        assertEquals(Optional.of("2"), forms.idOf(asked("bard@montague.lit")));
        assertEquals(List.of(false, true), known("1", "2"));
        forms.forget(asked("bard@montague.lit"));
        forms.forget(asked("bard@montague.lit"));
        assertEquals(List.of(false), known("2"));
    }

    @Test
    public void ofOneOtherServerTheOldestIsForgottenAndNobodyElses() {
        forms.give(asked("nurse@capulet.lit"), "nurse");
        for (int i = 0; i < 10; i++) {
            forms.give(asked("fake" + i + "@verona.lit"), "fake" + i);
        }
        assertEquals(List.of(true, false, false, true, true), known("nurse", "fake0", "fake7", "fake8", "fake9"));
    }

    @Test
    public void usersOfThisServerAreKnownAndHaveTheWholeTable() {
        for (int i = 0; i < 5; i++) {
            forms.give(asked("user" + i + "@capulet.lit"), "user" + i);
        }
        assertEquals(List.of(false, true, true, true, true), known("user0", "user1", "user2", "user3", "user4"));
    }

    @Test
    public void whatIsForgottenMakesRoomForOthersOfTheSameServer() {
        forms.give(asked("a@verona.lit"), "a");
        forms.give(asked("b@verona.lit"), "b");
        forms.forget(asked("b@verona.lit"));
        forms.give(asked("c@verona.lit"), "c");
        assertEquals(List.of(true, false, true), known("a", "b", "c"));
    }
}
