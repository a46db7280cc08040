package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;

/** What is remembered stands in the store, too, and what cannot be written there is not remembered. */
public class BookTest {

    private static final Pair WHO = new Pair(new JID("juliet@capulet.lit"), new JID("bard@montague.lit"));

    private final Household store = new Household();
    private final Book book = new Book(store, new Book.Limits(() -> 10, () -> 10, () -> 10, () -> 10, "capulet.lit"::equals),
        () -> Instant.EPOCH);

    @Test
    public void whatIsToBeForgottenIsForgottenInTheStoreToo() {
        assertTrue(book.change(WHO, entry -> entry.outcast(true)));
        assertEquals(1, store.stored.size());
        assertTrue(book.knows(WHO.owner()));

        assertTrue(book.change(WHO, entry -> entry.outcast(false)));
        assertEquals(Map.of(), store.stored);
        assertEquals(Optional.empty(), book.find(WHO));
        assertFalse(book.knows(WHO.owner()));
        assertEquals(0, book.size());
    }

    @Test
    public void ofWhomNothingIsKnownNothingNeedsToBeForgotten() {
        store.broken = true;
        assertTrue(book.change(WHO, Entry::gone));
        assertEquals(0, book.size());
    }

    @Test
    public void whatTheStoreDoesNotForgetIsStillKnown() {
        book.change(WHO, entry -> entry.outcast(true));
        store.broken = true;
        assertFalse(book.change(WHO, entry -> entry.outcast(false)));
        assertTrue(book.find(WHO).orElseThrow().outcast());
        assertEquals(1, book.size());
    }

    @Test
    public void whatIsSoAlreadyIsNotWrittenAgain() {
        book.change(WHO, entry -> entry.outcast(true));
        store.broken = true;
        assertTrue(book.change(WHO, entry -> entry.outcast(true)));
        assertFalse(book.change(WHO, entry -> entry.polite(true)));
        assertFalse(book.find(WHO).orElseThrow().polite());
    }
}
