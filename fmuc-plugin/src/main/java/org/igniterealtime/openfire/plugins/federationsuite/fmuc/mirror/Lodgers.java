package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Clients of this node of a cluster that are in slave rooms which another node keeps, as far as can be seen in what they say: who
 * enters may be refused, and is noted all the same. They are told if that node is lost, and their rooms with it. Not thread-safe.
 *
 * <p>Bounded: past the limit the one that has been noted longest is forgotten, and would find out for itself.
 */
public final class Lodgers {

    private final String domain;
    private final Map<Place, JID> nicks;

    private record Place(JID client, JID slave) {
    }

    /**
     * Nobody yet.
     *
     * @param domain the server's. Whoever is of another one is no client here: a mirror is not for him, and a master speaks of
     *               itself
     * @param most   how many are noted
     */
    public Lodgers(String domain, int most) {
        this.domain = Objects.requireNonNull(domain);
        nicks = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, JID> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Somebody says something to a slave room.
     *
     * @param presence presence for somebody in the room, entering, or leaving
     */
    public void note(Presence presence) {
        if (!presence.getFrom().getDomain().equals(domain)) {
            return;
        }
        Place place = new Place(presence.getFrom(), presence.getTo().asBareJID());
        if (presence.getType() == Presence.Type.unavailable) {
            nicks.remove(place);
        } else if (presence.getType() == null && presence.getTo().getResource() != null) {
            nicks.put(place, presence.getTo());
        }
    }

    /**
     * All of them have lost their places; from now on there is nobody.
     *
     * @return what each is told: that he is out, because the service stops (XEP-0045, section 17.3)
     */
    public List<Presence> leave() {
        Payload shutdown = Turn.own(Payload.EMPTY.with(LossRules.noRole())).withStatus(Set.of(Muc.SERVICE_SHUTDOWN));
        List<Presence> all = nicks.entrySet().stream().map(lodger ->
            Stanzas.presence(lodger.getValue(), lodger.getKey().client(), Presence.Type.unavailable, shutdown)).toList();
        nicks.clear();
        return all;
    }
}
