package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.util.List;
import java.util.function.Function;

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
     * One page of a list.
     *
     * @param all   the whole list
     * @param asked which page, from 1; the last one counts instead of one that there is not
     * @param size  how many are on a page
     * @param <T>   what it lists
     */
    public static <T> Section<T> of(List<T> all, int asked, int size) {
        int pages = pages(all.size(), size);
        int page = Math.min(asked, pages);
        return new Section<>(all.stream().skip((page - 1L) * size).limit(size).toList(), all.size(), page, pages);
    }

    /** The same page with something else in the place of each item. */
    public <R> Section<R> map(Function<T, R> change) {
        return new Section<>(items.stream().map(change).toList(), total, page, pages);
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
