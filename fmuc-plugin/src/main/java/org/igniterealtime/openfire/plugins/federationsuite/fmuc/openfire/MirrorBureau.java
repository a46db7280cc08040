package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomDetails;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomViews;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Sample;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.ScopedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Traces;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TrafficHistory;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.JID;

/** FMUC for the pages of the admin console, which has checked who comes. Thread-safe. */
final class MirrorBureau implements MirrorAdministration {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SlaveRooms mirrors;
    private final RoomGuard masters;
    private final Desk desk;
    private final FmucSettings settings;
    private final InstantSource clock;
    private final String mirrorDomain;
    private final TrafficHistory history = new TrafficHistory();

    /**
     * What administrators have on their desk.
     *
     * @param settings settings of rooms and services
     * @param traces   traces
     * @param audit    where it is written down what they do
     */
    record Desk(ScopedSettings settings, Traces traces, AuditLog audit) {
        Desk {
            Objects.requireNonNull(settings);
            Objects.requireNonNull(traces);
            Objects.requireNonNull(audit);
        }
    }

    MirrorBureau(SlaveRooms mirrors, RoomGuard masters, Desk desk, FmucSettings settings, InstantSource clock,
                 String mirrorDomain) {
        this.mirrors = Objects.requireNonNull(mirrors);
        this.masters = Objects.requireNonNull(masters);
        this.desk = Objects.requireNonNull(desk);
        this.settings = Objects.requireNonNull(settings);
        this.clock = Objects.requireNonNull(clock);
        this.mirrorDomain = Objects.requireNonNull(mirrorDomain);
    }

    @Override
    public List<RoomView> rooms() {
        Map<JID, Tally> here = tallies();
        Map<JID, Map<JID, Tally>> elsewhere = talliesOfSlaves();
        List<RoomView> rooms = new ArrayList<>();
        mirrors.all().forEach(room -> rooms.add(view(room, here)));
        masters.rooms().forEach(room -> rooms.add(view(room, elsewhere)));
        return rooms;
    }

    private RoomView view(SlaveRoom room, Map<JID, Tally> tallies) {
        JID master = room.address().master();
        boolean wanted = settings.get(FmucSettings.MESSAGE_MODE, master) == FmucSettings.MessageMode.FIRE_AND_FORGET;
        return RoomViews.of(room, room.speech().firesAndForgets(wanted), tallies.getOrDefault(master, Tally.ZERO),
            mirrors.dialect(master));
    }

    private static RoomView view(MasterRoom room, Map<JID, Map<JID, Tally>> tallies) {
        return RoomViews.of(room, tallies.getOrDefault(room.address(), Map.of()));
    }

    private Map<JID, Tally> tallies() {
        Map<JID, Tally> tallies = new HashMap<>();
        mirrors.traffic().byRoom().forEach((room, counters) -> tallies.put(room, Tally.of(counters)));
        return tallies;
    }

    private Map<JID, Map<JID, Tally>> talliesOfSlaves() {
        Map<JID, Map<JID, Tally>> tallies = new HashMap<>();
        masters.traffic().byRoom().forEach((crossing, counters) -> tallies
            .computeIfAbsent(crossing.room(), room -> new HashMap<>()).put(crossing.slave(), Tally.of(counters)));
        return tallies;
    }

    @Override
    public Optional<RoomDetails> room(RoomId id) {
        List<Sample> samples = history.of(id, clock.instant());
        if (id.side() == Side.MASTER) {
            return masters.rooms().stream().filter(room -> room.address().equals(id.room())).findFirst().map(room ->
                new RoomDetails(view(room, talliesOfSlaves()), RoomViews.occupants(room), samples));
        }
        return SlaveAddress.find(id.room(), mirrorDomain).flatMap(address -> mirrors.find(address.slave())).map(room ->
            new RoomDetails(view(room, tallies()), RoomViews.occupants(room), samples));
    }

    @Override
    public Total total() {
        Tally ofMirrors = Tally.of(mirrors.traffic().total());
        Tally ofMasters = Tally.of(masters.traffic().total());
        Tally both = ofMirrors.plus(ofMasters);
        Sample now = new Sample(clock.instant(), both.crossed().bytes(), both.plain().bytes());
        return new Total(ofMirrors, ofMasters, history.ofAll(now), history.ofAllForLong(now));
    }

    @Override
    public Map<String, Tally> byDomain(Side side) {
        Map<String, Tally> tallies = new HashMap<>();
        if (side == Side.MIRROR) {
            mirrors.traffic().byPeer().forEach((domain, counters) -> tallies.put(domain, Tally.of(counters)));
        } else {
            Map<String, Counters> byMirror = masters.traffic().byMirror();
            byMirror.forEach((domain, counters) -> tallies.put(domain, Tally.of(counters)));
        }
        return tallies;
    }

    @Override
    public boolean close(JID room, String reason, Actor by) {
        Optional<SlaveAddress> address = SlaveAddress.find(room, mirrorDomain)
            .filter(found -> mirrors.find(found.slave()).isPresent());
        // Written down before it is done: if nobody could be told of it any more, it must not have been done in secret.
        address.ifPresent(found -> desk.audit().write(AuditAction.MIRROR_CLOSED.entry(clock.instant(), room.toString(), by,
            "mirrored here", closed(reason))));
        return address.isPresent() && mirrors.destroy(address.get(), reason, PATIENCE);
    }

    @Override
    public boolean sendAway(JID room, String domain, String reason, Actor by) {
        Optional<JID> slave = SlaveAddress.find(room, domain).map(SlaveAddress::slave)
            .filter(found -> masters.rooms().stream()
                .anyMatch(known -> known.address().equals(room) && known.slaves().contains(found)));
        slave.ifPresent(found -> desk.audit().write(AuditAction.MIRROR_SENT_AWAY.entry(clock.instant(), room.toString(), by,
            "mirrored by " + found.getDomain(), reason.isEmpty() ? "sent away" : "sent away: " + reason)));
        return slave.isPresent() && masters.sendAway(room, slave.get(), reason);
    }

    private static String closed(String reason) {
        return reason.isEmpty() ? "closed" : "closed: " + reason;
    }

    @Override
    public ScopedSettings settings() {
        return desk.settings();
    }

    @Override
    public Traces traces() {
        return desk.traces();
    }

    /** Does what is to be done from time to time: looks at the counters, and forgets old traces. */
    void tick() {
        Map<TrafficHistory.Source, Tally> counters = new HashMap<>();
        tallies().forEach((room, tally) -> counters.put(new TrafficHistory.Source(new RoomId(Side.MIRROR, room), ""), tally));
        talliesOfSlaves().forEach((room, slaves) -> slaves.forEach((slave, tally) ->
            counters.put(new TrafficHistory.Source(new RoomId(Side.MASTER, room), slave.toString()), tally)));
        Instant now = clock.instant();
        history.tick(now, Duration.ofSeconds(settings.get(FmucSettings.SAMPLE_EVERY)), counters,
            Tally.of(mirrors.traffic().total()).plus(Tally.of(masters.traffic().total())));
        desk.traces().forget();
    }
}
