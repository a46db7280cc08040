package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.List;

/** Where entries are kept for good. Implementations are thread-safe, and do not throw. */
public interface EntryStore {

    /** All entries. */
    List<Dated> load();

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
