package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Handovers;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Lodgers;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;
import org.xmpp.component.Component;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * The mirror service of a cluster. Every node has it, and stanzas reach any of them; but one node, the one that leads, keeps all
 * slave rooms, and the others hand over to it what they get, with numbers, because a cluster delivers in any order. To a server
 * that is alone it adds nothing.
 *
 * <p>When the node that leads is lost its rooms are lost with it. Whoever was in them on this node is told, as when a service
 * stops (XEP-0045, status 332), and may enter again: the next leading node makes the rooms anew, and has masters forget those who
 * were in before.
 *
 * <p>Thread-safe; returns at once. Memory: {@value #MOST_WAITING} stanzas of each other node that came too early, and as many
 * {@link Lodgers} as {@value #MOST_LODGERS}.
 */
final class OwnedMirror implements Component, Nodes.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedMirror.class);
    private static final String STANZA = "fmuc.mirror.stanza";
    private static final String ANSWER = "fmuc.mirror.answer";
    private static final String NODE = "node";
    private static final String STREAM = "stream";
    private static final String NUMBER = "number";
    private static final String XML = "xml";
    private static final int MOST_WAITING = 256;
    private static final int MOST_LODGERS = 10_000;

    private final Component mirror;
    private final Nodes nodes;
    private final Router router;
    private final Rooms rooms;
    private final Lodgers lodgers;
    /** Which stream of each node its numbers belong to. */
    private final Map<String, String> streams = new HashMap<>();
    private final SAXReader reader = new SAXReader();
    private Handovers<Packet> handovers = Handovers.none(MOST_WAITING);
    private String stream = UUID.randomUUID().toString();
    private long handedOver;
    /** To whom this node has last handed over; empty if to nobody. */
    private String owner = "";
    private boolean led = true;

    /** The slave rooms of this node. Returns at once. */
    interface Rooms {

        /** There are none here any more: another node keeps them. Whoever is in is told. */
        void giveUp();

        /** Another node has kept them and is gone: masters may believe that somebody is in. */
        void inherit();
    }

    /**
     * A mirror service.
     *
     * @param mirror the one that does the work, on the node that does it
     * @param nodes  the nodes
     * @param router the way to users
     * @param domain the server's
     * @param rooms  the rooms of this node
     */
    OwnedMirror(Component mirror, Nodes nodes, Router router, String domain, Rooms rooms) {
        this.mirror = Objects.requireNonNull(mirror);
        this.nodes = Objects.requireNonNull(nodes);
        this.router = Objects.requireNonNull(router);
        this.rooms = Objects.requireNonNull(rooms);
        this.lodgers = new Lodgers(domain, MOST_LODGERS);
        try {
            reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (SAXException e) {
            throw new IllegalStateException("Every Java's parser can do without document types", e);
        }
    }

    @Override
    public void processPacket(Packet stanza) {
        if (isAnswerToService(stanza)) {
            // To a question of whatever node, which nobody else knows.
            if (!nodes.others().isEmpty()) {
                nodes.tell(new Notice(ANSWER, Map.of(XML, stanza.getElement().asXML())));
            }
            mirror.processPacket(stanza);
        } else if (nodes.leads()) {
            mirror.processPacket(stanza);
        } else if (!handOver(stanza)) {
            refuse(stanza);
        }
    }

    private static boolean isAnswerToService(Packet stanza) {
        return stanza instanceof IQ iq && !iq.isRequest() && iq.getTo() != null && iq.getTo().getNode() == null;
    }

    private synchronized boolean handOver(Packet stanza) {
        boolean sent = nodes.tellLeader(new Notice(STANZA, Map.of(NODE, nodes.self(), STREAM, stream,
            NUMBER, Long.toString(handedOver + 1), XML, stanza.getElement().asXML())));
        if (sent) {
            handedOver++;
            owner = nodes.leader();
            if (stanza instanceof Presence presence && Stanzas.isReadable(presence) && presence.getTo().getNode() != null) {
                lodgers.note(presence);
            }
        }
        return sent;
    }

    private void refuse(Packet stanza) {
        if (Stanzas.isReadable(stanza) && Stanzas.mayBeAnswered(stanza)) {
            router.route(Stanzas.error(stanza, Condition.resource_constraint, "The servers are changing. Please try again."));
        }
    }

    @Override
    public void heard(Notice notice) {
        String xml = notice.field(XML).orElse("");
        if (notice.topic().equals(ANSWER)) {
            read(xml).ifPresent(mirror::processPacket);
        } else if (notice.topic().equals(STANZA)) {
            read(xml).ifPresent(stanza -> take(notice, stanza));
        }
    }

    private synchronized void take(Notice notice, Packet stanza) {
        String node = notice.field(NODE).orElse("");
        String its = notice.field(STREAM).orElse("");
        if (!nodes.leads()) {
            refuse(stanza);
            return;
        }
        if (!its.equals(streams.put(node, its))) {
            // It has begun to count anew. What of the last time still waits was for another node.
            handovers = handovers.leave(node).state();
        }
        Handovers.Arrival<Packet> arrival = handovers.arrive(node, number(notice), stanza);
        handovers = arrival.state();
        arrival.ready().forEach(mirror::processPacket);
    }

    private static long number(Notice notice) {
        try {
            return Long.parseLong(notice.field(NUMBER).orElse("0"));
        } catch (NumberFormatException e) {
            // Less than the first, so it is left out.
            return 0;
        }
    }

    private synchronized Optional<Packet> read(String xml) {
        try {
            Element element = reader.read(new StringReader(xml)).getRootElement();
            return Optional.of(switch (element.getName()) {
                case "message" -> new Message(element, true);
                case "presence" -> new Presence(element, true);
                default -> new IQ(element, true);
            });
        } catch (DocumentException e) {
            LOG.warn("Another node handed over what is no stanza: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void joined() {
        changed();
    }

    @Override
    public void left() {
        changed();
    }

    /** Somebody came or went: perhaps another node leads now. */
    private synchronized void changed() {
        boolean leads = nodes.leads();
        if (!owner.isEmpty() && !owner.equals(nodes.leader())) {
            lodgers.leave().forEach(router::route);
            stream = UUID.randomUUID().toString();
            handedOver = 0;
            owner = "";
        }
        if (led && !leads) {
            rooms.giveUp();
        } else if (!led && leads) {
            rooms.inherit();
        }
        led = leads;
        streams.keySet().retainAll(nodes.others());
        for (String node : Map.copyOf(handovers.nodes()).keySet()) {
            if (!streams.containsKey(node)) {
                handovers = handovers.leave(node).state();
            }
        }
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
