package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.junit.Test;

/** Listening to the cluster behind the server's own parts. */
public class LastListenerTest {

    private static final ClusterEventListener NOBODY = null;

    @Test
    public void whereTheServerHasPlacesForListenersOneIsTaken() {
        WithPlaces.TAKEN.clear();
        assertTrue(LastListener.addAt(1000, WithPlaces.class, NOBODY));
        assertEquals(List.of(1000), WithPlaces.TAKEN);
    }

    @Test
    public void whereItHasNoneItSaysSo() {
        assertFalse("4.2 has none", LastListener.addAt(1000, ClusterManager.class, NOBODY));
    }

    @Test
    public void aServerThatRefusesIsNotTakenForOneWithoutPlaces() {
        assertThrows(IllegalStateException.class, () -> LastListener.addAt(1000, Refusing.class, NOBODY));
    }

    /** As 4.9 and 5.1. */
    public static final class WithPlaces {

        static final List<Integer> TAKEN = new ArrayList<>();

        private WithPlaces() {
        }

        /** Takes a place. */
        public static void addListener(ClusterEventListener listener, int place) {
            assertEquals(NOBODY, listener);
            TAKEN.add(place);
        }
    }

    /** Lets nobody listen. */
    public static final class Refusing {

        private Refusing() {
        }

        /** Fails. */
        public static void addListener(ClusterEventListener listener, int place) {
            if (listener == NOBODY) {
                throw new UnsupportedOperationException("at " + place);
            }
        }
    }
}
