package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * The forms that owners have been given and have not answered. Thread-safe. Bounded: beyond a limit the oldest is forgotten,
 * of all, or of those about users of one other server, which can make up any number of them. What is forgotten here still
 * waits in the roster, and its owner is given another form when he comes again.
 */
final class Forms {

    private final IntSupplier most;
    private final IntSupplier mostFrom;
    private final Predicate<String> here;
    private final Map<Pair, String> ids = new LinkedHashMap<>();
    private final Map<String, Pair> pairs = new HashMap<>();
    private final Map<String, Integer> countOf = new HashMap<>();

    /**
     * No form has been given to anybody.
     *
     * @param most     how many there may be
     * @param mostFrom how many of them about users of one other server
     * @param here     whether a domain is this server's own
     */
    Forms(IntSupplier most, IntSupplier mostFrom, Predicate<String> here) {
        this.most = Objects.requireNonNull(most);
        this.mostFrom = Objects.requireNonNull(mostFrom);
        this.here = Objects.requireNonNull(here);
    }

    /** A form is given out, in the place of an older one about the same pair. */
    synchronized void give(Pair who, String id) {
        forget(who);
        String domain = who.contact().getDomain();
        ids.put(who, id);
        pairs.put(id, who);
        boolean crowded = countOf.merge(domain, 1, Integer::sum) > mostFrom.getAsInt();
        if (crowded && !here.test(domain)) {
            forgetOldest(one -> one.contact().getDomain().equals(domain));
        }
        while (ids.size() > Math.max(0, most.getAsInt())) {
            forgetOldest(one -> true);
        }
    }

    private void forgetOldest(Predicate<Pair> which) {
        Iterator<Map.Entry<Pair, String>> all = ids.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Pair, String> one = all.next();
            if (which.test(one.getKey())) {
                all.remove();
                pairs.remove(one.getValue());
                discount(one.getKey());
                return;
            }
        }
    }

    /** Nobody waits for an answer any more. */
    synchronized void forget(Pair who) {
        String id = ids.remove(who);
        if (id != null) {
            pairs.remove(id);
            discount(who);
        }
    }

    private void discount(Pair who) {
        countOf.computeIfPresent(who.contact().getDomain(), (domain, count) -> count == 1 ? null : count - 1);
    }

    /** The forms that wait for an answer, with whom they are about; the oldest first. */
    synchronized List<Map.Entry<Pair, String>> waiting() {
        return ids.entrySet().stream().map(Map.Entry::copyOf).toList();
    }

    /** The id of the form about a pair, if it waits for an answer. */
    synchronized Optional<String> idOf(Pair who) {
        return Optional.ofNullable(ids.get(who));
    }

    /** Whom a form is about, if it waits for an answer. */
    synchronized Optional<Pair> about(String id) {
        return Optional.ofNullable(pairs.get(id));
    }
}
