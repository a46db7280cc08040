package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.Message;

/** What waits until it is known which node keeps a room. */
public class PostponedTest {

    private final Postponed postponed = new Postponed(2);
    private final List<String> done = new ArrayList<>();

    @Test
    public void whatWaitsHappensInOrderAndOnceWhenNothingHasToWaitAnyMore() {
        assertTrue(postponed.isEmpty());
        assertTrue(postponed.add(Optional.empty(), () -> done.add("one")));
        assertTrue(postponed.add(Optional.empty(), () -> done.add("two")));
        assertFalse(postponed.isEmpty());
        assertEquals("nothing happens yet", List.of(), done);
        postponed.goOn();
        assertEquals(List.of("one", "two"), done);
        assertTrue(postponed.isEmpty());
        postponed.goOn();
        assertEquals(2, done.size());
    }

    @Test
    public void whatIsTooMuchDoesNotWait() {
        postponed.add(Optional.empty(), () -> done.add("one"));
        postponed.add(Optional.empty(), () -> done.add("two"));
        assertFalse(postponed.add(Optional.of(new Message()), () -> done.add("three")));
        assertEquals(List.of(), postponed.causes());
        postponed.goOn();
        assertEquals(List.of("one", "two"), done);
    }

    @Test
    public void theStanzasAmongItAreKnown() {
        Message stanza = new Message();
        postponed.add(Optional.empty(), () -> { });
        postponed.add(Optional.of(stanza), () -> { });
        assertEquals(List.of(stanza), postponed.causes());
    }

    @Test
    public void whatHasToWaitAgainWaitsForTheNextTime() {
        postponed.add(Optional.empty(), () -> postponed.add(Optional.empty(), () -> done.add("later")));
        postponed.goOn();
        assertEquals(List.of(), done);
        assertFalse(postponed.isEmpty());
        postponed.goOn();
        assertEquals(List.of("later"), done);
    }
}
