package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Hands over what is for a slave room that another node keeps, until it is taken. Not thread-safe. */
final class Outgoing {

    /** After what time nobody takes a stanza any more. */
    private static final Duration GIVE_UP = Duration.ofSeconds(20);

    private final JID slave;
    private final RoomSite site;
    private final HandedOver handed;

    /**
     * Nothing was handed over.
     *
     * @param most how many stanzas may wait to be taken
     */
    Outgoing(JID slave, int most, RoomSite site) {
        this.slave = Objects.requireNonNull(slave);
        this.site = Objects.requireNonNull(site);
        this.handed = new HandedOver(most);
    }

    /** Tells whether all has been taken. */
    boolean isEmpty() {
        return handed.isEmpty();
    }

    /** Hands over a stanza, or refuses it if too many wait. */
    void hand(String owner, Packet stanza) {
        handed.add(stanza.getElement().asXML(), site.now())
            .ifPresentOrElse(item -> site.tell(owner, news(item)), () -> site.refuse(stanza));
    }

    /** Another node keeps the room now: it gets all that waits. */
    void handAll(String owner) {
        all().forEach(item -> site.tell(owner, item));
    }

    /** Time has passed: what was lost is handed over again, and what nobody takes is refused. */
    void pass(Optional<String> owner) {
        handed.giveUp(site.now(), GIVE_UP).forEach(item -> site.codecs().stanzas().read(item.what()).ifPresent(site::refuse));
        owner.ifPresent(node -> handed.due(site.now()).forEach(item -> site.tell(node, news(item))));
    }

    /** All that waits. */
    List<RoomNews.Handed> all() {
        return handed.all().stream().map(this::news).toList();
    }

    private RoomNews.Handed news(HandedOver.Item item) {
        return new RoomNews.Handed(slave, site.stream(), handed.first(), item.number(), item.what());
    }

    /** What has been taken, of whatever stream. */
    void taken(Map<String, Long> numbers) {
        Long number = numbers.get(site.stream());
        if (number != null) {
            handed.taken(number);
        }
    }
}
