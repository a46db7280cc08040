package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.List;
import java.util.Optional;

/** Where entries are kept for good. Implementations are thread-safe, and do not throw. */
public interface EntryStore {

    /** All entries. */
    List<Dated> load();

    /**
     * The entry of a pair, as another node of a cluster may have left it.
     *
     * @param who the pair
     * @return the entry; empty if there is none
     * @throws IllegalStateException if it cannot be read
     */
    Optional<Dated> find(Pair who);

    /**
     * Keeps an entry, in the place of that of the same pair if there is one.
     *
     * @param entry the entry
     * @return whether it is kept
     */
    boolean put(Dated entry);

    /**
     * Forgets the entry of a pair.
     *
     * @param who the pair
     * @return whether it is gone
     */
    boolean remove(Pair who);
}
