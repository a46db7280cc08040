package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.xmpp.packet.JID;

/**
 * Those who are in a room through slaves, by real JID, in the order they came: a map that nobody changes. It also knows who
 * came through which slave, because that is asked for each copy that the room sends to each of them: to look through all of
 * them every time would make a message cost the square of their number.
 */
final class Occupants extends AbstractMap<JID, VirtualOccupant> {

    private final Map<JID, VirtualOccupant> occupants;
    private final Map<JID, Party> parties;

    private Occupants(Map<JID, VirtualOccupant> occupants) {
        this.occupants = Collections.unmodifiableMap(occupants);
        this.parties = occupants.values().stream().collect(Collectors.groupingBy(VirtualOccupant::slave, LinkedHashMap::new,
            Collectors.collectingAndThen(Collectors.toList(), Party::of)));
    }

    /**
     * Makes a map one of these.
     *
     * @param occupants copied, unless it is one
     */
    static Occupants of(Map<JID, VirtualOccupant> occupants) {
        return occupants instanceof Occupants done ? done : new Occupants(new LinkedHashMap<>(occupants));
    }

    /** Those who came through a slave. */
    Party through(JID slave) {
        return parties.getOrDefault(slave, Party.NOBODY);
    }

    /** The slaves through which somebody is in the room, in the order they came. */
    Set<JID> slaves() {
        return Collections.unmodifiableSet(parties.keySet());
    }

    @Override
    public VirtualOccupant get(Object user) {
        return occupants.get(user);
    }

    @Override
    public boolean containsKey(Object user) {
        return occupants.containsKey(user);
    }

    @Override
    public Set<Entry<JID, VirtualOccupant>> entrySet() {
        return occupants.entrySet();
    }

    /**
     * Those who came through one slave, in the order they came.
     *
     * @param all       everybody
     * @param byNick    the first with each nick
     * @param present   whether the room has accepted any of them
     * @param moderator whether any of them is told what only moderators see
     * @param missing   whether any of them joined because something was missed
     */
    record Party(List<VirtualOccupant> all, Map<String, VirtualOccupant> byNick, boolean present, boolean moderator,
                 boolean missing) {

        static final Party NOBODY = of(List.of());

        private static Party of(List<VirtualOccupant> all) {
            return new Party(List.copyOf(all),
                all.stream().collect(Collectors.toUnmodifiableMap(VirtualOccupant::nick, one -> one, (first, other) -> first)),
                all.stream().anyMatch(VirtualOccupant::present), all.stream().anyMatch(VirtualOccupant::moderator),
                all.stream().anyMatch(one -> one.missed().isPresent()));
        }
    }
}
