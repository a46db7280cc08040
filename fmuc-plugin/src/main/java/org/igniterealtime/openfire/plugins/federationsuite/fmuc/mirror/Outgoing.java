package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Hands over what is for a slave room that another node keeps, until it is taken. Not thread-safe. */
final class Outgoing {

    /** After what time nobody takes a stanza any more. */
    private static final Duration GIVE_UP = Duration.ofSeconds(20);
    /** It is looked several times a second what waits for time to pass. */
    private static final Duration HANGING = Duration.ofSeconds(1);

    private final JID slave;
    private final RoomSite site;
    private final HandedOver handed;
    private final Supplier<Version> behind;
    private Instant looked = Instant.MIN;
    private Instant awake = Instant.MIN;

    /**
     * Nothing was handed over.
     *
     * @param most   how many stanzas may wait to be taken
     * @param behind what the room is here, if this node has kept it until now
     */
    Outgoing(JID slave, int most, RoomSite site, Supplier<Version> behind) {
        this.behind = Objects.requireNonNull(behind);
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
        // If nobody has looked for long it is this node that hung: what has been taken meanwhile it has not heard yet.
        awake = looked.plus(HANGING).isBefore(site.now()) ? site.now() : awake;
        looked = site.now();
        if (!awake.plus(GIVE_UP).isAfter(site.now())) {
            handed.giveUp(site.now(), GIVE_UP).forEach(item ->
                site.codecs().stanzas().read(item.what()).ifPresent(site::refuse));
        }
        owner.ifPresent(node -> handed.due(site.now()).forEach(item -> site.tell(node, news(item))));
    }

    /** The stanzas that wait. */
    List<Packet> waiting() {
        return handed.all().stream().flatMap(item -> site.codecs().stanzas().read(item.what()).stream()).toList();
    }

    /** All that waits. */
    List<RoomNews.Handed> all() {
        return handed.all().stream().map(this::news).toList();
    }

    private RoomNews.Handed news(HandedOver.Item item) {
        return new RoomNews.Handed(slave, site.stream(), handed.first(), item.number(), item.what(),
            site.side(), Optional.of(site.self()), behind.get());
    }

    /**
     * What has been taken, of whatever stream, and with changes behind that of which clients are told nothing: what came of it is
     * missed as well.
     *
     * @return stanzas of which that was not known
     */
    List<Packet> taken(Map<String, Long> numbers, List<RoomNews.Changed> untold) {
        return Stream.concat(Stream.of(numbers), untold.stream().map(RoomNews.Changed::taken))
            .flatMap(some -> taken(some).stream()).toList();
    }

    /**
     * What has been taken, of whatever stream.
     *
     * @return stanzas of which that was not known
     */
    List<Packet> taken(Map<String, Long> numbers) {
        Long number = numbers.get(site.stream());
        return number == null ? List.of()
            : handed.taken(number).stream().flatMap(item -> site.codecs().stanzas().read(item.what()).stream()).toList();
    }
}
