package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that counts. It answers nothing that comes in. Thread-safe: one thread of the pool reads, any may send and ask.
 */
public final class RawClient {

    private static final long PAUSE_NANOS = 100_000;

    private final String address;
    private final SocketChannel channel;
    private final Login login;
    private final TagScanner scanner;
    private volatile boolean in;
    private volatile String refusal;
    /** Written by the pool's thread alone. */
    private volatile int presences;
    private volatile int selves;
    private volatile int subjects;
    private volatile int messages;
    private volatile int errors;
    private volatile String lastError = "";

    RawClient(String address, SocketChannel channel, Login login, Deliveries deliveries) {
        this.address = address;
        this.channel = channel;
        this.login = login;
        this.scanner = new TagScanner(new Counter(deliveries));
    }

    /** Counts, in the pool's thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The pool's thread alone writes.
    private final class Counter implements TagScanner.Listener {

        private final Deliveries deliveries;

        Counter(Deliveries deliveries) {
            this.deliveries = deliveries;
        }

        @Override
        public void presence(boolean error) {
            presences = presences + 1;
            errors = error ? errors + 1 : errors;
        }

        @Override
        public void self() {
            selves = selves + 1;
        }

        @Override
        public void subject() {
            subjects = subjects + 1;
        }

        @Override
        public void message(boolean error) {
            messages = messages + 1;
            errors = error ? errors + 1 : errors;
        }

        @Override
        public void failed(String text) {
            lastError = text;
        }

        @Override
        public void body(int value) {
            deliveries.arrived(value, System.nanoTime());
        }
    }

    /** Takes what came, in the pool's thread. */
    void received(ByteBuffer bytes) {
        if (in) {
            scanner.scan(bytes);
            return;
        }
        String text = StandardCharsets.UTF_8.decode(bytes).toString();
        login.received(text).ifPresent(this::send);
        if (login.in()) {
            in = true;
        } else if (login.refused()) {
            refusal = login.seen();
        }
    }

    void opened() {
        send(login.open());
    }

    /** The connection ended, in the pool's thread. */
    void ended(String why) {
        refusal = why;
    }

    /** Whether the client is logged in and available. */
    boolean in() {
        if (refusal != null) {
            throw new IllegalStateException(address + " was refused: " + refusal);
        }
        return in;
    }

    SocketChannel channel() {
        return channel;
    }

    /**
     * The client's full address.
     *
     * @return user, domain and resource
     */
    public String address() {
        return address;
    }

    /**
     * Sends a stanza, and returns when the operating system has it.
     *
     * @param xml what goes to the wire
     */
    public synchronized void send(String xml) {
        ByteBuffer bytes = ByteBuffer.wrap(xml.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(address + " is not connected", e);
        }
    }

    /** How many presences came since the login. */
    public int presences() {
        return presences;
    }

    /** How many of them had the status code 110: this is you. */
    public int selves() {
        return selves;
    }

    /** How many subjects came since the login. */
    public int subjects() {
        return subjects;
    }

    /** How many messages came since the login. */
    public int messages() {
        return messages;
    }

    /** The text of the last message or presence of type error, or the beginning of it; empty if none has come. */
    public String lastError() {
        return lastError;
    }

    /** How many messages and presences of type error came since the login. */
    public int errors() {
        return errors;
    }
}
