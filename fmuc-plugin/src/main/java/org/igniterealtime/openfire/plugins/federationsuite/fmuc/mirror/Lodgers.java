package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Clients of this node of a cluster that are in slave rooms which another node keeps, as far as can be seen in what they say: who
 * enters may be refused, and is noted all the same. They are told if that node is lost, and their rooms with it. Not thread-safe.
 *
 * <p>Bounded: past the limit the one that has been noted longest is forgotten, and would find out for itself.
 */
public final class Lodgers {

    private final Map<Place, JID> nicks;

    private record Place(JID client, JID slave) {
    }

    /**
     * Nobody yet.
     *
     * @param most how many are noted
     */
    public Lodgers(int most) {
        nicks = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, JID> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * A client says something to a slave room.
     *
     * @param presence presence for somebody in the room, entering, or leaving
     */
    public void note(Presence presence) {
        Place place = new Place(presence.getFrom(), presence.getTo().asBareJID());
        if (presence.getType() == Presence.Type.unavailable) {
            nicks.remove(place);
        } else if (presence.getType() == null && presence.getTo().getResource() != null) {
            nicks.put(place, presence.getTo());
        }
    }

    /**
     * One that has lost his place.
     *
     * @param client   whom to tell
     * @param occupant the slave room's address with his nick
     */
    public record Lodger(JID client, JID occupant) {
    }

    /** All of them; from now on there is nobody. */
    public List<Lodger> leave() {
        List<Lodger> all = new ArrayList<>();
        nicks.forEach((place, occupant) -> all.add(new Lodger(place.client(), occupant)));
        nicks.clear();
        return all;
    }
}
