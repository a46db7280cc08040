package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Missed;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomCodecs;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomNews;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomSite;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.Packet;

/** This node, as one of its shared rooms sees it. Used in the room's turn. */
final class SharedRoomSite implements RoomSite {

    private static final Logger LOG = LoggerFactory.getLogger(SharedRoomSite.class);

    private final SlaveAddress address;
    private final SuiteServices services;
    private final SlaveRooms rooms;
    private final RoomShares.Front front;
    private final Company company;
    private final RoomShares shares;
    private final RoomCodecs codecs;
    private final String stream = UUID.randomUUID().toString();

    SharedRoomSite(SlaveAddress address, SuiteServices services, SlaveRooms rooms, RoomShares.Front front, Company company,
                   RoomShares shares, RoomCodecs codecs) {
        this.address = address;
        this.services = services;
        this.rooms = rooms;
        this.front = front;
        this.company = company;
        this.shares = shares;
        this.codecs = codecs;
    }

    @Override
    public Instant now() {
        return services.clock().instant();
    }

    @Override
    public String self() {
        return services.nodes().self();
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public Optional<String> side() {
        return shares.side();
    }

    @Override
    public RoomCodecs codecs() {
        return codecs;
    }

    @Override
    public boolean allServe() {
        return company.isComplete();
    }

    @Override
    public void tell(RoomNews news) {
        services.nodes().tell(news.notice());
    }

    @Override
    public void tell(String node, RoomNews news) {
        services.nodes().tell(node, news.notice());
    }

    @Override
    public void become(SlaveRoom room) {
        rooms.become(room);
    }

    @Override
    public void begin(boolean inOrder) {
        LOG.info("This node keeps {} from now on{}", address.slave(), inOrder ? "" : ", in place of one that is lost");
        rooms.now(address, SlaveRules::onTakeOver);
        shares.lookForClientsLater();
        if (!inOrder) {
            rooms.now(address, (rules, room, now) -> rules.onBroken(room, Instant.MAX, now));
        }
    }

    @Override
    public void apart() {
        rooms.askMaster(address);
    }

    @Override
    public List<Kept> written() {
        return rooms.written(address);
    }

    @Override
    public void recall(List<Kept> messages, Optional<Packet> cause) {
        // Behind what is happening to the room.
        shares.inTurn(address, room -> {
            rooms.now(address, cause, (rules, state, now) -> rules.onRecalled(state, messages, now));
            cause.ifPresent(room::done);
        });
    }

    @Override
    public void forget(Kept message) {
        boolean unused = rooms.write(address, List.of(), List.of(message));
    }

    @Override
    public List<Effect> elsewhere(List<Effect> effects) {
        return front.deliveries().elsewhere(effects);
    }

    @Override
    public void perform(List<Effect> effects, boolean shared) {
        rooms.perform(address, shared ? front.deliveries().ofKeeper(effects) : effects);
    }

    @Override
    public void deliver(List<Effect> effects) {
        rooms.perform(address, front.deliveries().here(effects));
    }

    @Override
    public void process(Packet stanza) {
        front.mirror().accept(stanza);
        // Behind what it has led to, if it has led to anything.
        shares.inTurn(address, room -> room.done(stanza));
    }

    @Override
    public void refuse(Packet stanza) {
        front.refused().accept(stanza);
    }

    @Override
    public void missed(Missed missed) {
        front.missed().accept(missed);
    }

    @Override
    public void close(String reason) {
        rooms.now(address, (rules, room, now) -> rules.destroy(room, reason, now));
    }
}
