package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;
import org.xmpp.packet.JID;

/** What is remembered stands in the store, too, and what cannot be written there is not remembered. */
public class BookTest {

    private static final Pair WHO = new Pair(new JID("juliet@capulet.lit"), new JID("bard@montague.lit"));

    private final Map<Pair, Dated> stored = new HashMap<>();
    private boolean broken;
    private final Book book = new Book(new EntryStore() {
        @Override
        public List<Dated> load() {
            return List.of();
        }

        @Override
        public Optional<Dated> find(Pair who) {
            return Optional.ofNullable(stored.get(who));
        }

        @Override
        public boolean put(Dated entry) {
            if (!broken) {
                stored.put(entry.entry().who(), entry);
            }
            return !broken;
        }

        @Override
        public boolean remove(Pair who) {
            return !broken && stored.remove(who) != null;
        }
    }, new Book.Limits(() -> 10, () -> 10, () -> 10, () -> 10, "capulet.lit"::equals), () -> Instant.EPOCH);

    @Test
    public void whatIsToBeForgottenIsForgottenInTheStoreToo() {
        assertTrue(book.change(WHO, entry -> entry.outcast(true)));
        assertEquals(1, stored.size());
        assertTrue(book.knows(WHO.owner()));

        assertTrue(book.change(WHO, entry -> entry.outcast(false)));
        assertEquals(Map.of(), stored);
        assertEquals(Optional.empty(), book.find(WHO));
        assertFalse(book.knows(WHO.owner()));
        assertEquals(0, book.size());
    }

    @Test
    public void ofWhomNothingIsKnownNothingNeedsToBeForgotten() {
        broken = true;
        assertTrue(book.change(WHO, Entry::gone));
        assertEquals(0, book.size());
    }

    @Test
    public void whatTheStoreDoesNotForgetIsStillKnown() {
        book.change(WHO, entry -> entry.outcast(true));
        broken = true;
        assertFalse(book.change(WHO, entry -> entry.outcast(false)));
        assertTrue(book.find(WHO).orElseThrow().outcast());
        assertEquals(1, book.size());
    }

    @Test
    public void whatIsSoAlreadyIsNotWrittenAgain() {
        book.change(WHO, entry -> entry.outcast(true));
        broken = true;
        assertTrue(book.change(WHO, entry -> entry.outcast(true)));
        assertFalse(book.change(WHO, entry -> entry.polite(true)));
        assertFalse(book.find(WHO).orElseThrow().polite());
    }
}
