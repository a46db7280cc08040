package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/**
 * What becomes of clients whose node of a cluster has a slave room in a state that is not the one they have seen: the nodes had
 * lost each other, and what went on here meanwhile is not what went on there. They are told, and enter again. Immutable.
 *
 * @param notices what they are told
 * @param joins   what they would send to the slave to enter again, under the nick that they have
 */
public record Reunion(List<Message> notices, List<Presence> joins) {

    /** Copies the lists. */
    public Reunion {
        notices = List.copyOf(notices);
        joins = List.copyOf(joins);
    }

    /**
     * Brings clients together with a room.
     *
     * @param room  the room as they have seen it
     * @param here  who of them is a client of this node
     * @param words what they are told
     */
    public static Reunion of(SlaveRoom room, Predicate<JID> here, String words) {
        List<Message> notices = new ArrayList<>();
        List<Presence> joins = new ArrayList<>();
        // What they have heard they need not hear again.
        HistoryRequest missed = room.history().messages().stream().map(Heard::at).max(Instant::compareTo)
            .map(last -> HistoryRequest.since(last.plusMillis(1))).orElse(HistoryRequest.ALL);
        for (LocalOccupant local : room.audience()) {
            local.clients().stream().filter(client -> here.test(client.address())).forEach(client -> {
                notices.add(notice(room.address(), client, words));
                joins.add(join(room.address(), local, client, missed));
            });
        }
        return new Reunion(notices, joins);
    }

    private static Message notice(SlaveAddress address, Client client, String words) {
        Message notice = Stanzas.message(address.slave(), client.address(), Message.Type.groupchat, Optional.empty(),
            Payload.EMPTY);
        notice.setBody(words);
        return client.view().dress(notice, address);
    }

    private static Presence join(SlaveAddress address, LocalOccupant local, Client client, HistoryRequest missed) {
        UserStanza.Available again = local.join().by(client.address(), missed, Optional.empty());
        Presence join = Stanzas.directJoin(address, again);
        Transparent.strip(join);
        join.setTo(address.slaveOccupant(local.nick()));
        if (client.view() == View.TRANSPARENT) {
            Transparent.markTaken(join);
        }
        return join;
    }
}
