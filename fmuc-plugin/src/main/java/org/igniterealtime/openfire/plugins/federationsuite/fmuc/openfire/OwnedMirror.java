package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Deliveries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Missed;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Reunion;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StanzaText;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.TakenForLost;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * The mirror service of a cluster. Every node has it, and stanzas reach any of them; each room is kept by one, and the others
 * hand over to it what they get ({@link RoomShares}). What is for the service itself is done where it comes; but answers to
 * its own questions go to all nodes, because any may have asked. To a server that is alone it adds nothing.
 *
 * <p>Thread-safe; returns at once.
 */
final class OwnedMirror implements Component, Nodes.Listener {

    private static final String ANSWER = "fmuc.mirror.answer";
    private static final String SAY = "fmuc.mirror.say";
    private static final String XML = "xml";

    private final SuiteServices services;
    private final Deliveries deliveries;
    private final FmucTexts texts;
    private final StanzaText codec = new StanzaText();
    private volatile Component mirror;
    private volatile RoomShares shares;
    private volatile Predicate<Packet> worth = stanza -> true;

    /**
     * A mirror service; {@link #before} says what does the work.
     *
     * @param deliveries who is connected to which node
     * @param texts      what users are told
     */
    OwnedMirror(SuiteServices services, Deliveries deliveries, FmucTexts texts) {
        this.services = Objects.requireNonNull(services);
        this.deliveries = Objects.requireNonNull(deliveries);
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * It stands before a mirror from now on.
     *
     * @param work does what this node does
     * @param with the rooms that the nodes share
     * @param what tells of a stanza for a room whether a room may have to do with it
     */
    void before(Component work, RoomShares with, Predicate<Packet> what) {
        mirror = work;
        worth = what;
        shares = with;
    }

    @Override
    public void processPacket(Packet stanza) {
        boolean readable = Stanzas.isReadable(stanza);
        boolean shared = !shares.isAlone() && readable;
        Optional<SlaveAddress> room = shared ? SlaveAddress.read(stanza.getTo().asBareJID()) : Optional.empty();
        if (readable) {
            // No client marks itself, also where there are no other nodes.
            TakenForLost.mark(stanza, client -> shared && deliveries.isClient(client), deliveries::isHere);
        }
        // No stranger makes nodes talk to each other.
        if (room.isPresent() && !shares.keeps(room.get().slave()) && worth.test(stanza)) {
            shares.pass(room.get(), stanza, begins(stanza));
            return;
        }
        if (isAnswerToService(stanza)) {
            services.nodes().tell(new Notice(ANSWER, Map.of(XML, stanza.getElement().asXML())));
        }
        mirror.processPacket(stanza);
    }

    /** Tells whether a room may come to exist by a stanza that is worth to be handed over: if one of our users enters it. */
    private boolean begins(Packet stanza) {
        return stanza instanceof Presence presence && presence.getType() == null
            && presence.getFrom().getDomain().equals(services.domain());
    }

    private boolean isAnswerToService(Packet stanza) {
        return stanza instanceof IQ iq && !iq.isRequest() && iq.getTo() != null && iq.getTo().getNode() == null
            && !services.nodes().others().isEmpty();
    }

    /** Does a stanza for a room that this node keeps. */
    void process(Packet stanza) {
        mirror.processPacket(stanza);
    }

    /** Nobody takes a stanza. */
    void refuse(Packet stanza) {
        if (Stanzas.isReadable(stanza) && Stanzas.mayBeAnswered(stanza)) {
            services.router().route(Stanzas.error(stanza, Condition.resource_constraint,
                "The servers are changing. Please try again."));
        }
    }

    /** Clients of this node have seen a room in a state that is not the one it is in. */
    void missed(Missed missed) {
        Reunion reunion = Reunion.of(missed, deliveries::isHere,
            texts.of(FmucText.SERVERS_APART, missed.before().address().master()));
        reunion.told().forEach(services.router()::route);
        reunion.said().forEach(this::processPacket);
    }

    /**
     * The way out for what a room wants a client to have said: it is said on the client's own node, which has to know of it.
     */
    Router toClients() {
        return stanza -> {
            JID from = stanza.getFrom();
            boolean elsewhere = stanza instanceof Presence && shares != null && !shares.isAlone() && deliveries.isClient(from)
                && !deliveries.isHere(from);
            if (elsewhere) {
                services.nodes().tell(new Notice(SAY, Map.of(XML, stanza.getElement().asXML())));
            } else {
                services.router().route(stanza);
            }
        };
    }

    @Override
    public void heard(Notice notice) {
        String xml = notice.field(XML).orElse("");
        if (notice.topic().equals(ANSWER)) {
            codec.read(xml).ifPresent(mirror::processPacket);
        } else if (notice.topic().equals(SAY)) {
            codec.read(xml).filter(stanza -> deliveries.isHere(stanza.getFrom()))
                .ifPresent(services.router()::route);
        }
    }

    @Override
    public void joined() {
        // The rooms are told themselves.
    }

    @Override
    public void left() {
        // The rooms are told themselves.
    }

    @Override
    public String getName() {
        return mirror.getName();
    }

    @Override
    public String getDescription() {
        return mirror.getDescription();
    }

    @Override
    public void initialize(JID address, ComponentManager manager) throws ComponentException {
        mirror.initialize(address, manager);
    }

    @Override
    public void start() {
        mirror.start();
    }

    @Override
    public void shutdown() {
        mirror.shutdown();
    }
}
