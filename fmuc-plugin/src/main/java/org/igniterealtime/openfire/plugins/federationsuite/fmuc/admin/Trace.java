package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;

/** A trace that runs, or has ended a short while ago. Thread-safe. */
public final class Trace {

    /** How long what was seen is kept after the end. */
    static final Duration SHOWN_AFTER = Duration.ofMinutes(10);

    private final long id;
    private final TraceWish wish;
    private final Actor by;
    private final Instant end;
    private final TraceRing ring = new TraceRing();

    Trace(long id, TraceWish wish, Actor by, Instant now) {
        this.id = id;
        this.wish = Objects.requireNonNull(wish);
        this.by = Objects.requireNonNull(by);
        this.end = now.plus(wish.time());
    }

    /** Tells it from others. */
    public long id() {
        return id;
    }

    /** What is traced. */
    public TraceWish wish() {
        return wish;
    }

    /** Who wanted it. */
    public Actor by() {
        return by;
    }

    /** When it ends, or ended. */
    public Instant end() {
        return end;
    }

    /** When it is forgotten. */
    public Instant forgotten() {
        return end.plus(SHOWN_AFTER);
    }

    /** Tells whether it has not ended yet. */
    public boolean runs(Instant now) {
        return now.isBefore(end);
    }

    /** What was seen, oldest first. */
    public List<TraceLine> lines() {
        return ring.lines();
    }

    /** How many older stanzas are no longer there. */
    public long dropped() {
        return ring.dropped();
    }

    void add(TraceLine line) {
        ring.add(line);
    }
}
