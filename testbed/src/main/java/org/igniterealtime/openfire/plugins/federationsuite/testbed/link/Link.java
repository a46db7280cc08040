package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * What lies between two servers, seen from one of them. Bytes and stanzas are those of all connections between the two,
 * whoever opened them; handshakes, dialback and white space are bytes, too. Thread-safe.
 */
public final class Link {

    private final Direction sent;
    private final Direction received;
    private final Relay own;
    private final Relay peers;

    private Link(Direction sent, Direction received, Relay own, Relay peers) {
        this.sent = sent;
        this.received = received;
        this.own = own;
        this.peers = peers;
    }

    /**
     * Lays a link between two servers, and opens it.
     *
     * @param from one end: its name and the port on which the other may reach it
     * @param to the other end
     * @param fromRelay the port where {@code from} shall look for {@code to}
     * @param toRelay the port where {@code to} shall look for {@code from}
     * @param limit how many stanzas to keep in each direction
     * @return the link as {@code from} sees it
     */
    public static Link lay(End from, End to, int fromRelay, int toRelay, int limit) {
        return lay(from, to, fromRelay, new InetSocketAddress(Relay.loopback(), toRelay), limit);
    }

    /**
     * Lays a link to a server that cannot be told another port, and opens it.
     *
     * @param from one end: its name and the port on which the other may reach it
     * @param to the other end
     * @param fromRelay the port where {@code from} shall look for {@code to}
     * @param toRelay the address where {@code to} shall look for {@code from}: of loopback, with the port it knows
     * @param limit how many stanzas to keep in each direction
     * @return the link as {@code from} sees it
     */
    public static Link lay(End from, End to, int fromRelay, InetSocketAddress toRelay, int limit) {
        Direction there = new Direction(limit);
        Direction back = new Direction(limit);
        Relay own = new Relay(from.name() + "-" + to.name(), new InetSocketAddress(Relay.loopback(), fromRelay),
            new InetSocketAddress(Relay.loopback(), to.port()), there, back);
        Relay peers = new Relay(to.name() + "-" + from.name(), toRelay,
            new InetSocketAddress(Relay.loopback(), from.port()), back, there);
        Link link = new Link(there, back, own, peers);
        link.heal();
        return link;
    }

    /**
     * One end of a link.
     *
     * @param name what to call it
     * @param port its server-to-server port on 127.0.0.1
     */
    public record End(String name, int port) {
    }

    /**
     * The same link, seen from the other end.
     *
     * @return a view of the same counters
     */
    public Link reversed() {
        return new Link(received, sent, peers, own);
    }

    /**
     * Where this end finds the other one.
     *
     * @return a port on 127.0.0.1
     */
    public int port() {
        return own.port();
    }

    /**
     * Leads the connections that this end opens from now on to another node of the cluster that is the other end. Those that
     * are open stay.
     *
     * @param host where the node is
     * @param port its server-to-server port
     */
    public void lead(String host, int port) {
        own.target(new InetSocketAddress(host, port));
    }

    /**
     * What this end sent.
     *
     * @return TCP payload in bytes since the last {@link #reset()}
     */
    public long bytesSent() {
        return sent.bytes();
    }

    /**
     * What this end received.
     *
     * @return TCP payload in bytes since the last {@link #reset()}
     */
    public long bytesReceived() {
        return received.bytes();
    }

    /**
     * How many stanzas this end sent.
     *
     * @return messages, presences and IQs since the last {@link #reset()}, of connections that could be read
     */
    public long stanzaCount() {
        return sent.log().count();
    }

    /**
     * The last stanzas that this end sent.
     *
     * @return oldest first; in the order of the wire for those of one connection
     */
    public List<Stanza> stanzas() {
        return sent.log().stanzas();
    }

    /**
     * How many connections were opened, by both ends, since the link was laid.
     *
     * @return a count that {@link #reset()} does not touch
     */
    public long connections() {
        return own.opened() + peers.opened();
    }

    /**
     * Whether all open connections can be read. With TLS or compression they cannot: bytes are counted, stanzas are not.
     *
     * @return true if every stanza on open connections is seen
     */
    public boolean tapped() {
        return own.tapped() && peers.tapped();
    }

    /**
     * Sets the counts of both directions to zero and forgets their stanzas.
     */
    public void reset() {
        sent.reset();
        received.reset();
    }

    /**
     * Cuts the link in both directions: closes all connections, and new ones are refused.
     */
    public void cut() {
        // Both at once, and only then what takes a moment.
        own.close();
        peers.close();
        own.awaitClosed();
        peers.awaitClosed();
    }

    /**
     * Cuts the link, as {@link #cut()} does, in the moment in which this end next sends a certain stanza: that one does not
     * arrive any more. The stanza must be readable ({@link #tapped()}).
     *
     * @param stanza which one; asked for each that this end sends, until it is the one
     */
    public void cutAt(Predicate<Stanza> stanza) {
        sent.trap(stanza, this::cut);
    }

    /**
     * Whether all new connections are refused.
     *
     * @return true from the end of {@link #cut()}, which may be on another thread ({@link #cutAt}), to {@link #heal()}
     */
    public boolean isCut() {
        return !own.isOpen() && !peers.isOpen();
    }

    /**
     * Makes the link whole again after whatever was done to it, except {@link #shape}; does nothing if it is whole. Connections
     * of which bytes were lost end now, for both ends: that is when they learn of it.
     */
    public void heal() {
        for (Direction direction : List.of(sent, received)) {
            direction.swallow(false);
            direction.hold(false);
        }
        own.mend();
        peers.mend();
        own.open();
        peers.open();
    }

    /**
     * Loses what this end sends from now on, while what the other end sends still arrives, until {@link #heal()}. Nobody is
     * told: connections stay, and new ones come to be, as far as that goes with one end that is not heard.
     */
    public void swallow() {
        sent.swallow(true);
    }

    /**
     * Ends all connections for this end alone, as a restart of what lies between does: the other end believes that they are
     * there until {@link #heal()}, and what it sends on them is lost. New connections are let through.
     */
    public void halfClose() {
        own.abandon(true);
        peers.abandon(false);
    }

    /**
     * Makes the link slow in both directions, each for itself. All connections share it. Connections stay.
     *
     * @param bitsPerSecond the speed at which bytes go out, TCP payload only
     * @param oneWayDelay how long each byte travels after that
     */
    public void shape(long bitsPerSecond, Duration oneWayDelay) {
        for (Direction direction : List.of(sent, received)) {
            direction.line(Optional.of(new Line(bitsPerSecond, oneWayDelay.toNanos())));
        }
    }

    /**
     * Makes the link fast again. What is under way arrives when it would have.
     */
    public void unshape() {
        for (Direction direction : List.of(sent, received)) {
            direction.line(Optional.empty());
        }
    }

    /**
     * Lets nothing pass in either direction, as an outage does: connections stay, and what is sent arrives after
     * {@link #release()}.
     */
    public void hold() {
        sent.hold(true);
        received.hold(true);
    }

    /**
     * Lets everything pass again; does nothing if nothing is held.
     */
    public void release() {
        sent.hold(false);
        received.hold(false);
    }
}
