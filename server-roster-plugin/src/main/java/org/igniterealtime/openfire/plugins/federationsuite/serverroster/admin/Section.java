package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.util.List;

/**
 * One page of a long list. Immutable.
 *
 * @param items what is on it, in order
 * @param total how many there are on all pages
 * @param page  which page it is, from 1; the last one, if another was asked for that there is not
 * @param pages how many pages there are, at least 1
 * @param <T>   what it lists
 */
public record Section<T>(List<T> items, long total, int page, int pages) {

    /** Copies the items. */
    public Section {
        items = List.copyOf(items);
    }

    /**
     * Counts pages.
     *
     * @param total how many items there are
     * @param size  how many are on a page
     */
    public static int pages(long total, int size) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (total + size - 1) / size));
    }
}
