package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.ClusterRate;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.ClusterTakeover;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.DeliveryTime;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.DialectBytes;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.EventingBytes;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.EventingHandlerCost;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.EventingNotices;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.EventingRoom;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.FanOutRate;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.InterceptorCost;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.S2sBytes;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.SlaveRoomMemory;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.ThinLink;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures.ThinProfileBytes;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.UsageException;

/**
 * All figures there are, in the order in which they are run and shown. A new one is added to {@link #all()}. Stateless.
 */
final class Figures {

    /** The rows that the README shows. */
    static final List<String> HEADLINES = List.of(
        "s2s-bytes-50-message-down", "s2s-bytes-50-message-down-compressed", "s2s-bytes-50-join-further",
        "s2s-bytes-1-message-down", "delivery-time-200", "fan-out-rate-200", "interceptor-cost-all",
        "slave-room-memory-room", "slave-room-memory-occupant", "thin-link-9600-normal-median");

    private Figures() {
    }

    static List<Figure> all() {
        List<Figure> all = new ArrayList<>();
        IntStream.of(1, 2, 10, 50, 200).mapToObj(S2sBytes::new).forEach(all::add);
        all.add(new DeliveryTime());
        all.add(new FanOutRate());
        all.add(new InterceptorCost());
        all.add(new SlaveRoomMemory());
        ThinLink.all().forEach(all::add);
        all.add(new ThinProfileBytes());
        all.add(new DialectBytes());
        IntStream.of(10, 100, 1000).mapToObj(EventingNotices::new).forEach(all::add);
        all.add(new EventingRoom());
        all.add(new EventingHandlerCost());
        all.add(new EventingBytes());
        all.add(new ClusterRate());
        all.add(new ClusterTakeover());
        return List.copyOf(all);
    }

    /**
     * Finds figures by what somebody typed.
     *
     * @param names names, or beginnings with a star; nothing for all figures
     * @return each figure once, in the usual order
     * @throws UsageException if a name fits no figure
     */
    static List<Figure> named(List<String> names) throws UsageException {
        Set<Figure> found = new LinkedHashSet<>();
        List<Figure> all = all();
        for (String name : names) {
            List<Figure> fitting = all.stream().filter(figure -> fits(figure.name(), name)).toList();
            if (fitting.isEmpty()) {
                throw new UsageException("There is no figure " + name + "; there are "
                    + String.join(", ", all.stream().map(Figure::name).toList()));
            }
            found.addAll(fitting);
        }
        return names.isEmpty() ? all : all.stream().filter(found::contains).toList();
    }

    private static boolean fits(String name, String typed) {
        return typed.endsWith("*") ? name.startsWith(typed.substring(0, typed.length() - 1)) : name.equals(typed);
    }
}
