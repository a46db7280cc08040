package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature.Passing;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.Packet;

/**
 * Tells the features of what passes the server's routers and of what clients are given, but for what eventing sends itself.
 * Runs on the server's own threads, for every stanza.
 */
final class StanzaWatch implements PacketInterceptor {

    private final Features features;
    private final Deeds deeds;
    private final OwnStanzas own;

    StanzaWatch(Features features, Deeds deeds, OwnStanzas own) {
        this.features = Objects.requireNonNull(features);
        this.deeds = Objects.requireNonNull(deeds);
        this.own = Objects.requireNonNull(own);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
        throws PacketRejectedException {
        boolean client = session instanceof ClientSession;
        if (!incoming && (processed || !client)) {
            return;
        }
        Passing passing = !incoming ? Passing.DELIVERING : processed ? Passing.ROUTED : Passing.ROUTING;
        if (!features.mind(passing, stanza, client) || own.isOurs(stanza)) {
            return;
        }
        Event event = !incoming ? new Event.Delivering(stanza, session.getAddress())
            : processed ? new Event.Routed(stanza, client) : new Event.Routing(stanza, client);
        if (deeds.doAll(features.all(event))) {
            throw new Stopped();
        }
    }

    /**
     * Without a text: a client whose message is stopped is told nothing about it by the server. And without where it happened,
     * which nobody asks for, and which would cost more than all the rest where it is thrown for each copy that a room sends.
     */
    private static final class Stopped extends PacketRejectedException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
