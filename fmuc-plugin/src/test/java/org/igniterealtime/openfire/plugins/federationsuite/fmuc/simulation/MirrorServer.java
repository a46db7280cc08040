package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.time.Instant;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Step;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** The mirror service of a domain, with one slave room. */
final class MirrorServer {

    private static final Instant NOW = Instant.parse("2010-05-24T12:00:00Z");

    private final Network network;
    private final Gate gate;
    private final SlaveRules rules;
    private SlaveRoom room;

    MirrorServer(String localDomain, JID master, boolean fireAndForget, Network network) {
        String domain = "mirror." + localDomain;
        this.network = network;
        this.gate = new Gate(localDomain, domain);
        this.rules = new SlaveRules(MirrorPolicy.DEFAULT.withFireAndForget(fireAndForget));
        this.room = SlaveRoom.vacant(SlaveAddress.of(master, domain));
        network.attach(domain, this::receive);
    }

    SlaveRoom room() {
        return room;
    }

    private void receive(Packet stanza) {
        Gate.Judgement judgement = gate.judge(stanza);
        if (judgement instanceof Gate.Judgement.FromUser) {
            UserStanza.read(stanza).ifPresent(said -> apply(rules.on(room, said, NOW)));
        } else if (judgement instanceof Gate.Judgement.FromMaster) {
            boolean farewell = stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable;
            if (room.isVacant() && !farewell && Stanzas.mayBeAnswered(stanza)) {
                network.send(Stanzas.error(stanza, PacketError.Condition.item_not_found, "Nobody is in this mirror."));
            }
            MasterStanza.read(stanza).ifPresent(said -> apply(rules.on(room, said, NOW)));
        } else {
            throw new AssertionError(judgement + " for " + stanza);
        }
    }

    private void apply(Step step) {
        room = step.room().isVacant() ? SlaveRoom.vacant(step.room().address()) : step.room();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Send send) {
                network.send(send.stanza());
            }
        }
    }
}
