package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * The traces that administrators have begun: what crosses the link for a room or a peer is written down for a while, in memory
 * only. Who began and stopped one is audited. Thread-safe. While none runs it costs a look at an empty list for each stanza of
 * ours. Memory: {@value #MOST} traces, each a {@link TraceRing}.
 */
public final class Traces {

    /** Most traces at a time. */
    public static final int MOST = 4;

    private final InstantSource clock;
    private final String localDomain;
    private final AuditLog audit;
    private final AtomicLong ids;
    private volatile List<Trace> traces = List.of();

    /**
     * No traces.
     *
     * @param clock       the time
     * @param localDomain the domain of this server
     * @param audit       is told who began and stopped which
     */
    public Traces(InstantSource clock, String localDomain, AuditLog audit) {
        this.clock = Objects.requireNonNull(clock);
        this.localDomain = Objects.requireNonNull(localDomain);
        this.audit = Objects.requireNonNull(audit);
        // Not from one on: a page that shows the first trace of an earlier start must not stop the first of this one.
        this.ids = new AtomicLong(clock.millis());
    }

    /** Something goes out. What does not leave this server is passed over. */
    public void sent(Packet stanza) {
        if (!traces.isEmpty()) {
            see(stanza, true);
        }
    }

    /** Something came in, from this link or another way. What is from this server is passed over. */
    public void received(Packet stanza) {
        if (!traces.isEmpty()) {
            see(stanza, false);
        }
    }

    private void see(Packet stanza, boolean out) {
        if (!Stanzas.isAddressed(stanza)) {
            return;
        }
        JID from = stanza.getFrom();
        JID to = stanza.getTo();
        JID remote = out ? to : from;
        if (isLocal(remote)) {
            return;
        }
        Instant now = clock.instant();
        for (Trace trace : traces) {
            if (trace.runs(now) && trace.wish().covers(from, to, remote)) {
                trace.add(new TraceLine(now, out, stanza.getElement().asXML().length(),
                    TraceText.of(stanza, trace.wish().bodies())));
            }
        }
    }

    private boolean isLocal(JID address) {
        return address.getDomain().equals(localDomain) || address.getDomain().endsWith('.' + localDomain);
    }

    /** Those that run and those that have ended a short while ago, in the order they were begun. */
    public List<Trace> all() {
        forget();
        return traces;
    }

    /**
     * Begins one.
     *
     * @return empty if there are too many
     */
    public synchronized Optional<Trace> start(TraceWish wish, Actor by) {
        Instant now = clock.instant();
        if (traces.stream().filter(trace -> trace.runs(now)).count() >= MOST) {
            return Optional.empty();
        }
        List<Trace> next = new ArrayList<>(traces);
        if (next.size() >= MOST) {
            // One that has ended makes place.
            next.remove(next.stream().filter(trace -> !trace.runs(now)).findFirst().orElseThrow());
        }
        Trace begun = new Trace(ids.incrementAndGet(), wish, by, now);
        next.add(begun);
        traces = List.copyOf(next);
        audit.write(AuditAction.TRACE_BEGUN.entry(now, wish.subject().toString(), by, "not traced", wish.words()));
        return Optional.of(begun);
    }

    /**
     * Ends one and forgets it.
     *
     * @return false if there is none
     */
    public synchronized boolean stop(long id, Actor by) {
        Optional<Trace> found = traces.stream().filter(trace -> trace.id() == id).findFirst();
        found.ifPresent(trace -> {
            traces = traces.stream().filter(other -> other != trace).toList();
            audit.write(AuditAction.TRACE_STOPPED.entry(clock.instant(), trace.wish().subject().toString(), by,
                trace.wish().words(), "stopped and forgotten"));
        });
        return found.isPresent();
    }

    /** Forgets those that ended long enough ago. To be called now and then. */
    public synchronized void forget() {
        Instant now = clock.instant();
        if (traces.stream().anyMatch(trace -> !now.isBefore(trace.forgotten()))) {
            traces = traces.stream().filter(trace -> now.isBefore(trace.forgotten())).toList();
        }
    }
}
