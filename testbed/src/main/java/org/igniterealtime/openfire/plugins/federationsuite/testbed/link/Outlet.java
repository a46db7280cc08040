package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The far end of one direction of a connection. On a link that is not shaped, bytes go through at once, on the thread that
 * brings them; otherwise they leave when the line and the traffic gate of their direction let them. What is under way is
 * bounded by what fits the line: whoever brings bytes waits until they have gone out. One thread brings bytes; another one,
 * which is started with the first bytes that have to travel, hands them on.
 */
final class Outlet {

    private final Direction direction;
    private final OutputStream out;
    private final Runnable broken;
    private final Runnable ended;
    private final String name;
    private final Deque<Parcel> underWay = new ArrayDeque<>();
    private boolean started;
    private boolean complete;
    private boolean closed;

    /**
     * Makes an outlet.
     *
     * @param name for its thread
     * @param direction the direction whose line it is on
     * @param out where bytes come out
     * @param broken told, at most once, when they cannot come out any more
     * @param ended told once, when the last byte has come out after {@link #end()}, and nothing was broken
     */
    Outlet(String name, Direction direction, OutputStream out, Runnable broken, Runnable ended) {
        this.name = name;
        this.direction = direction;
        this.out = out;
        this.broken = broken;
        this.ended = ended;
    }

    /** Bytes, and when they arrive. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two parcels.
    private record Parcel(byte[] bytes, long due) {
    }

    /** Sends bytes; they are copied if they cannot go at once. */
    void send(byte[] bytes, int length) throws IOException {
        Optional<Line> line = direction.line();
        if (line.isEmpty() && !direction.held() && goesAtOnce()) {
            out.write(bytes, 0, length);
            return;
        }
        long due = System.nanoTime();
        if (line.isPresent()) {
            long gone = line.get().send(length, due);
            due = gone + line.get().delayNanos();
            queue(new Parcel(Arrays.copyOf(bytes, length), due));
            sleepUntil(gone);
        } else {
            queue(new Parcel(Arrays.copyOf(bytes, length), due));
        }
        // What is held stays with the sender: an outage fills its buffers, not ours.
        direction.awaitFlow(this::isClosed);
    }

    /** No more bytes will be sent. */
    void end() {
        boolean now;
        synchronized (this) {
            complete = true;
            now = !started;
            notifyAll();
        }
        if (now) {
            ended.run();
        }
    }

    /** Throws away what is under way and lets the threads end. */
    synchronized void close() {
        closed = true;
        underWay.clear();
        notifyAll();
    }

    /** Whether what is sent comes out no more. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Nothing may overtake what still travels; once there is a thread, everything goes its way. */
    private synchronized boolean goesAtOnce() {
        return !started;
    }

    private synchronized void queue(Parcel parcel) {
        if (closed) {
            return;
        }
        if (!started) {
            started = true;
            Thread thread = new Thread(this::deliver, name);
            thread.setDaemon(true);
            thread.start();
        }
        underWay.addLast(parcel);
        notifyAll();
    }

    private void deliver() {
        try {
            for (Optional<Parcel> next = next(); next.isPresent(); next = next()) {
                sleepUntil(next.get().due());
                direction.awaitFlow(this::isClosed);
                if (!isClosed()) {
                    out.write(next.get().bytes());
                }
            }
            if (!isClosed()) {
                ended.run();
            }
        } catch (IOException e) {
            close();
            broken.run();
        }
    }

    private synchronized Optional<Parcel> next() throws IOException {
        while (underWay.isEmpty() && !complete && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException("Interrupted", e);
            }
        }
        return Optional.ofNullable(underWay.pollFirst());
    }

    private void sleepUntil(long nanos) throws IOException {
        try {
            synchronized (this) {
                for (long left = nanos - System.nanoTime(); left > 0 && !closed; left = nanos - System.nanoTime()) {
                    // Only close() ends it early, and it wakes everybody.
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MICROSECONDS.toNanos(1)));
                }
            }
        } catch (InterruptedException e) {
            throw new IOException("Interrupted", e);
        }
    }
}
