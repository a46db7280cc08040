package org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Starts and stops the parts of the suite, each by itself: one that fails leaves the others as they are.
 *
 * <p>One thread at a time may call the methods that change something; {@link #statuses()} and {@link #running()} may be
 * called by any thread at any time, also while a part is being started.
 *
 * @param <P> what runs while a part is on
 */
public final class PartSupervisor<P> {

    private final List<Part<P>> parts;
    private final BiConsumer<PartStatus, Throwable> onTrouble;
    private final Map<String, P> running = new HashMap<>();
    private final Map<String, PartStatus> statuses = new HashMap<>();
    private volatile Snapshot<P> snapshot;

    private record Snapshot<P>(List<PartStatus> statuses, List<P> running) {
    }

    /**
     * Makes a supervisor; no part runs yet.
     *
     * @param parts     the parts in the order of their start; they are stopped the other way round
     * @param onTrouble told once for each start or stop that failed, with the status after it and the cause
     */
    public PartSupervisor(List<? extends Part<P>> parts, BiConsumer<PartStatus, Throwable> onTrouble) {
        this.parts = List.copyOf(parts);
        this.onTrouble = Objects.requireNonNull(onTrouble);
        this.parts.forEach(part -> statuses.put(part.id(), PartStatus.of(part.id(), PartState.OFF)));
        publish();
    }

    /**
     * Starts what should run, in order.
     *
     * @param wanted tells by a part's id whether it should run
     */
    public void startAll(Predicate<String> wanted) {
        for (Part<P> part : parts) {
            if (wanted.test(part.id())) {
                start(part);
            }
        }
    }

    /**
     * Makes one part run, or not. A part whose last start failed is tried again.
     *
     * @param id the part; one that does not exist is passed over
     * @param on whether it should run
     */
    public void want(String id, boolean on) {
        Optional<Part<P>> found = parts.stream().filter(part -> part.id().equals(id)).findFirst();
        if (on) {
            found.ifPresent(this::start);
        } else {
            found.ifPresent(this::stop);
        }
    }

    /** Stops what runs, last started first. Each stop is tried, whatever became of the others. */
    public void stopAll() {
        for (int i = parts.size() - 1; i >= 0; i--) {
            stop(parts.get(i));
        }
    }

    /** How it stands with each part, in the order of their start. */
    public List<PartStatus> statuses() {
        return snapshot.statuses();
    }

    /** What runs, in the order of their start. */
    public List<P> running() {
        return snapshot.running();
    }

    private void start(Part<P> part) {
        if (running.containsKey(part.id())) {
            return;
        }
        try {
            running.put(part.id(), Objects.requireNonNull(part.start()));
            became(PartStatus.of(part.id(), PartState.ON));
        } catch (Exception | LinkageError e) {
            // A LinkageError is how a part tells that this version of the server lacks something it needs.
            PartStatus failed = PartStatus.of(part.id(), PartState.FAILED, e);
            became(failed);
            onTrouble.accept(failed, e);
        }
    }

    private void stop(Part<P> part) {
        P stopped = running.remove(part.id());
        if (stopped == null) {
            became(PartStatus.of(part.id(), PartState.OFF));
            return;
        }
        try {
            part.stop(stopped);
            became(PartStatus.of(part.id(), PartState.OFF));
        } catch (Exception | LinkageError e) {
            PartStatus off = PartStatus.of(part.id(), PartState.OFF, e);
            became(off);
            onTrouble.accept(off, e);
        }
    }

    private void became(PartStatus status) {
        statuses.put(status.id(), status);
        publish();
    }

    private void publish() {
        List<PartStatus> allStatuses = new ArrayList<>();
        List<P> allRunning = new ArrayList<>();
        for (Part<P> part : parts) {
            allStatuses.add(statuses.get(part.id()));
            P one = running.get(part.id());
            if (one != null) {
                allRunning.add(one);
            }
        }
        snapshot = new Snapshot<>(List.copyOf(allStatuses), List.copyOf(allRunning));
    }
}
