package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Admission;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.InboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.OutboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Ruling;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Verdict;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Rewrite;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The server of the master: a room, and before it the guard, which routes as Openfire's interceptors make it route. */
final class MasterServer {

    private static final Admission ADMISSION = new Admission(TrustLevel.BUDDY, "talk.lit", true, false, 1000);

    private final Network network;
    private final FakeRoom room;
    private MasterRoom guarded;
    private Optional<VirtualOccupant> shownSpeaker = Optional.empty();

    MasterServer(JID address, Network network) {
        this.network = network;
        this.room = new FakeRoom(address, this::route);
        this.guarded = MasterRoom.unmirrored(address);
        network.attach(address.getDomain(), this::receive);
    }

    FakeRoom room() {
        return room;
    }

    MasterRoom guarded() {
        return guarded;
    }

    private void receive(Packet stanza) {
        Optional<SlaveStanza> said = SlaveStanza.read(stanza);
        if (said.isPresent()) {
            fromSlave(stanza, said.get());
            return;
        }
        boolean enters = stanza instanceof Presence presence && presence.getType() == null
            && presence.getElement().element(Muc.ENTER) != null;
        if (enters) {
            apply(InboundRules.onDirectJoin(guarded, stanza.getFrom()));
        }
        room.handle(stanza);
    }

    private void fromSlave(Packet stanza, SlaveStanza said) {
        boolean nomirror = stanza.getElement().element(Fmuc.NOMIRROR) != null;
        Ruling ruling = InboundRules.on(guarded, said, stanza, ADMISSION);
        apply(ruling);
        if (!(ruling.verdict() instanceof Verdict.PassAs as)) {
            return;
        }
        if (as.join()) {
            Rewrite.asJoinOf((Presence) stanza, as.user());
        } else {
            Rewrite.asUser(stanza, as.user());
        }
        shownSpeaker = nomirror ? Optional.ofNullable(guarded.occupants().get(as.user())) : Optional.empty();
        room.handle(stanza);
        shownSpeaker = Optional.empty();
        if (said instanceof SlaveStanza.Part part) {
            apply(InboundRules.afterPart(guarded, part));
        }
    }

    private void apply(Ruling ruling) {
        guarded = ruling.room();
        for (Effect effect : ruling.effects()) {
            route(((Effect.Send) effect).stanza());
        }
    }

    private void route(Packet stanza) {
        VirtualOccupant receiver = guarded.occupants().get(stanza.getTo());
        if (stanza.getTo().asBareJID().equals(guarded.address())) {
            receive(stanza);
        } else if (receiver != null) {
            apply(OutboundRules.on(guarded, receiver, RoomCopy.read(stanza).orElseThrow(), shownSpeaker));
        } else {
            network.send(stanza);
        }
    }
}
