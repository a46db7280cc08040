package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What crossed over time: for each room that is there the last {@value #POINTS} samples, and for all together these and, for
 * the day, one of each {@value #QUARTER} samples. Thread-safe.
 *
 * <p>Memory: of {@value #MOST_ROOMS} rooms at most, one and a half kilobytes each. Rooms beyond that have no history.
 */
public final class TrafficHistory {

    /** How many rooms have a history. */
    static final int MOST_ROOMS = 1000;
    /** How many steps a history has. */
    static final int POINTS = 60;
    /** How many samples make one step of the long history. */
    static final int QUARTER = 15;
    /** How many steps the long history has: a day of quarters of an hour, where a sample is a minute. */
    static final int QUARTERS = 96;

    private final Map<RoomId, Track> rooms = new HashMap<>();
    private final SampleRing hour = new SampleRing(POINTS + 1);
    private final SampleRing day = new SampleRing(QUARTERS + 1);
    private Instant last;
    private int untilQuarter;

    /**
     * One link of a room; each has counters of its own, which end with it.
     *
     * @param id   the room
     * @param link tells the links of one room apart
     */
    public record Source(RoomId id, String link) {
        /** Checks that nothing is missing. */
        public Source {
            Objects.requireNonNull(id);
            Objects.requireNonNull(link);
        }
    }

    /** What is known of a room. */
    private static final class Track {

        private final SampleRing ring = new SampleRing(POINTS + 1);
        private Map<Source, Tally> seen = new HashMap<>();
        private long crossed;
        private long plain;

        /** A link that ends takes its counters with it; what it had counted stays counted. */
        void count(Map<Source, Tally> now) {
            now.forEach((source, tally) -> {
                Tally before = seen.getOrDefault(source, Tally.ZERO);
                boolean anew = tally.crossed().bytes() < before.crossed().bytes();
                crossed += tally.crossed().bytes() - (anew ? 0 : before.crossed().bytes());
                plain += tally.plain().bytes() - (anew ? 0 : before.plain().bytes());
            });
            seen = now;
        }

        Sample at(Instant now) {
            return new Sample(now, crossed, plain);
        }
    }

    /**
     * Looks at the counters. To be called often: a room's history begins when it is first seen.
     *
     * @param now      the time
     * @param interval from one sample to the next
     * @param counters of all rooms that are there
     * @param total    of all rooms that ever were
     */
    public synchronized void tick(Instant now, Duration interval, Map<Source, Tally> counters, Tally total) {
        Map<RoomId, Map<Source, Tally>> byRoom = new HashMap<>();
        counters.forEach((source, tally) -> byRoom.computeIfAbsent(source.id(), id -> new HashMap<>()).put(source, tally));
        rooms.keySet().retainAll(byRoom.keySet());
        byRoom.keySet().forEach(id -> {
            if (!rooms.containsKey(id) && rooms.size() < MOST_ROOMS) {
                Track track = new Track();
                track.ring.add(track.at(now));
                rooms.put(id, track);
            }
        });
        rooms.forEach((id, track) -> track.count(byRoom.get(id)));
        if (last == null) {
            sampleTotal(new Sample(now, total.crossed().bytes(), total.plain().bytes()));
            last = now;
        }
        boolean due = Duration.between(last, now).abs().compareTo(interval) >= 0;
        if (due) {
            last = now;
            rooms.values().forEach(track -> track.ring.add(track.at(now)));
            sampleTotal(new Sample(now, total.crossed().bytes(), total.plain().bytes()));
        }
    }

    private void sampleTotal(Sample sample) {
        hour.add(sample);
        if (untilQuarter == 0) {
            day.add(sample);
            untilQuarter = QUARTER;
        }
        untilQuarter--;
    }

    /**
     * The history of a room, oldest first, with what it has come to by now at the end.
     *
     * @param id  the room
     * @param now the time
     * @return empty if it has no history
     */
    public synchronized List<Sample> of(RoomId id, Instant now) {
        Track track = rooms.get(id);
        return track == null ? List.of() : with(track.ring.samples(), track.at(now));
    }

    /** The history of all rooms together, oldest first, and what it has come to: the last hour where a sample is a minute. */
    public synchronized List<Sample> ofAll(Sample now) {
        return with(hour.samples(), now);
    }

    /** The same for longer, in longer steps. */
    public synchronized List<Sample> ofAllForLong(Sample now) {
        return with(day.samples(), now);
    }

    private static List<Sample> with(List<Sample> past, Sample now) {
        List<Sample> samples = new ArrayList<>(past);
        if (past.isEmpty() || past.get(past.size() - 1).at().isBefore(now.at())) {
            samples.add(now);
        }
        return samples;
    }
}
