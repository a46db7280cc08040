package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Book;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Household;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.PresenceFeature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomLimits;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomServices;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Rooms;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.TalkLimits;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.TalkServices;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.Talks;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.EventingWords;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.Input;
import org.igniterealtime.openfire.plugins.federationsuite.fuzzing.StanzaMaker;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.ClientSession;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Any stanzas at the interceptor and the request handlers of eventing, one after the other, with all features behind them:
 * nothing throws but the refusal of a stanza, goes round in circles, or is remembered without bound.
 */
public final class EventingFuzz {

    private static final JID CLIENT = new JID("juliet@capulet.lit/balcony");
    private static final JID SERVICE = new JID("pubsub.shakespeare.lit");
    private static final int MOST_STANZAS = 40;
    private static final int MOST_ROUTED = 10_000;

    private final Household household = new Household();
    private final AtomicInteger ids = new AtomicInteger();
    private final Queue<Packet> underWay = new ArrayDeque<>();
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private final Book book = new Book(household, new Book.Limits(() -> 20, () -> 10, () -> 5, () -> 8, "capulet.lit"::equals),
        () -> now);
    private final PresenceFeature presence = new PresenceFeature(new PresenceFeature.Surroundings(new JID("capulet.lit"),
        () -> "id" + ids.getAndIncrement(), () -> 10, () -> 8, () -> true,
        new AuthorizationForm.Words("Title", "Do.", "Node", "Who", "Yes?"), "Access", "Polite"), book, household, household);
    private final Rooms rooms = new Rooms(new RoomServices() {
        @Override
        public boolean isService(String domain) {
            return domain.equals("chat.shakespeare.lit");
        }

        @Override
        public boolean exists(JID room) {
            return !room.getNode().equals("nowhere");
        }

        @Override
        public boolean isConnected(JID client) {
            return true;
        }

        @Override
        public boolean isElsewhere(JID client) {
            return client.getDomain().equals("montague.lit") && client.getResource() != null;
        }
    }, () -> new RoomLimits(2, 3, 2, 10, 2, Duration.ofSeconds(60), Duration.ofSeconds(300)), () -> now,
        () -> "r" + ids.incrementAndGet());
    private final Talks talks = new Talks(new TalkServices() {
        @Override
        public JID service() {
            return SERVICE;
        }

        @Override
        public List<JID> clientsOf(JID user) {
            return user.toBareJID().equals("juliet@capulet.lit") ? List.of(CLIENT) : List.of();
        }
    }, () -> new TalkLimits(2, 10, Duration.ofSeconds(30), true), () -> now, () -> "r" + ids.incrementAndGet());
    private final Features features = new Features(new MapSettings(), all());
    private final OwnStanzas own = new OwnStanzas(this::route, () -> "o" + ids.incrementAndGet());
    private final Deeds deeds = new Deeds(this::route, own, (who, withdrawn) -> { });
    private final StanzaWatch watch = new StanzaWatch(features, deeds, own);
    private final List<EventingHandler> handlers = List.of(handler(PubsubRequestCodec.NAMESPACE),
        handler(PubsubRequestCodec.OWNER_NAMESPACE));
    private final Detour detour = new Detour(new JID("capulet.lit"), own,
        (iq, from, to) -> rooms.wants(iq, from, to) || talks.wants(iq, to));
    private int routed;

    private EventingFuzz() {
    }

    private Map<Setting<Boolean>, Feature> all() {
        Map<Setting<Boolean>, Feature> all = new LinkedHashMap<>();
        all.put(EventingSettings.PRESENCE, presence);
        all.put(EventingSettings.ROOMS, rooms);
        all.put(EventingSettings.TALKS, talks);
        return all;
    }

    private EventingHandler handler(String namespace) {
        return new EventingHandler(namespace, features, deeds, CLIENT::equals, IQ::createResultIQ);
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        new EventingFuzz().go(new Input(bytes));
    }

    private void go(Input input) {
        household.comes(CLIENT);
        deeds.doAll(features.all(new Event.Changed(CLIENT, household.present(CLIENT.asBareJID()).get(0))));
        StanzaMaker maker = new StanzaMaker(EventingWords.WORDS, input);
        for (int left = MOST_STANZAS; left > 0 && !input.isEmpty(); left--) {
            if (input.below(12) == 0) {
                now = now.plusSeconds(input.below(200));
                deeds.doAll(features.all(new Event.Tick(now)));
            } else {
                boolean local = input.coin();
                maker.stanza().ifPresent(stanza -> pass(stanza, local));
            }
            while (!underWay.isEmpty()) {
                pass(underWay.remove(), false);
            }
        }
        assertTrue(household.load().size() <= 20);
        assertTrue(rooms.size() <= 3);
        assertTrue(talks.size() <= 10);
    }

    private void route(Packet stanza) {
        routed++;
        assertTrue("it goes round in circles: " + stanza, routed < MOST_ROUTED);
        underWay.add(stanza);
    }

    /** What the server does with a stanza, as far as eventing notices it. */
    private void pass(Packet stanza, boolean local) {
        try {
            watch.interceptPacket(stanza, local ? session(CLIENT) : null, true, false);
            detour.interceptPacket(stanza, local ? session(CLIENT) : null, true, false);
            if (stanza instanceof IQ iq) {
                // What comes out of a box was in it; and clients may send boxes.
                Detour.open(iq);
            }
            if (stanza instanceof IQ iq && iq.isRequest() && iq.getFrom() != null) {
                String namespace = iq.getChildElement() == null ? "" : iq.getChildElement().getNamespaceURI();
                handlers.stream().filter(one -> one.getInfo().getNamespace().equals(namespace))
                    .forEach(one -> one.handleIQ(iq));
            }
            watch.interceptPacket(stanza.createCopy(), session(CLIENT), false, false);
            watch.interceptPacket(stanza, local ? session(CLIENT) : null, true, true);
        } catch (PacketRejectedException e) {
            assertEquals("nothing that the server would send", null, e.getRejectionMessage());
        }
    }

    private static ClientSession session(JID address) {
        return (ClientSession) Proxy.newProxyInstance(ClientSession.class.getClassLoader(), new Class<?>[] {ClientSession.class},
            (proxy, method, arguments) -> address);
    }
}
