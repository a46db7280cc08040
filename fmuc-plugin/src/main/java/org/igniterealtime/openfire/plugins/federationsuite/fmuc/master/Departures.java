package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.xmpp.packet.JID;

/**
 * Who has just left a room in which he was through a slave: a value. Rooms send broadcasts on several threads, so one that
 * was begun before he left may reach him, or tell of him, afterwards.
 *
 * @param news  of whom a slave was told that he left, by his own copy: other occupants' copies of the same news may still
 *              come
 * @param users the real addresses of those who left, and when: what the room still sends them is for nobody
 */
public record Departures(List<News> news, Map<JID, Instant> users) {

    /** Nobody has left. */
    static final Departures NONE = new Departures(List.of(), Map.of());

    /** The copies of one broadcast come at once, so only as many are remembered as may be under way side by side. */
    private static final int MOST_NEWS = 32;
    /** As many as may be behind one slave, so that all are remembered when it goes. */
    private static final int MOST_USERS = 1000;
    /** No room takes longer for one broadcast. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    /**
     * That somebody left.
     *
     * @param slave the slave that was told so
     * @param nick  his nick
     * @param at    when
     */
    public record News(JID slave, String nick, Instant at) {

        boolean tells(JID whom, String ofWhom) {
            return slave.equals(whom) && nick.equals(ofWhom);
        }
    }

    /** Copies the collections. */
    public Departures {
        news = List.copyOf(news);
        users = Map.copyOf(users);
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    /** Tells whether a slave has been told that somebody left. */
    boolean isTold(JID slave, String nick) {
        return news.stream().anyMatch(one -> one.tells(slave, nick));
    }

    /** Tells whether a slave was told so short a time ago that what it says of him may have been on its way. */
    boolean hasJustBeenTold(JID slave, String nick, Instant now) {
        return news.stream().anyMatch(one -> one.tells(slave, nick) && isRecent(one.at(), now));
    }

    /** Tells whether somebody has left, however long ago that is: quick. */
    boolean has(JID user) {
        return users.containsKey(user);
    }

    /** Tells whether somebody has left so short a time ago that copies may still be made for him. */
    boolean hasJust(JID user, Instant now) {
        Instant left = users.get(user);
        return left != null && isRecent(left, now);
    }

    /** What one thread calls now may be before what another did, and clocks are set back: so it is the distance that counts. */
    private static boolean isRecent(Instant left, Instant now) {
        return Duration.between(left, now).abs().compareTo(REMEMBERED) < 0;
    }

    /** With somebody of whom his slave has been told. */
    Departures telling(VirtualOccupant occupant, Instant now) {
        List<News> next = new ArrayList<>(news);
        next.add(new News(occupant.slave(), occupant.nick(), now));
        return new Departures(next.subList(Math.max(0, next.size() - MOST_NEWS), next.size()), users);
    }

    /** With somebody who has left. If there are too many, those who left first are forgotten. */
    Departures with(JID user, Instant now) {
        Map<JID, Instant> next = new HashMap<>(users);
        next.put(user, now);
        if (next.size() > MOST_USERS) {
            next.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey).ifPresent(next::remove);
        }
        return new Departures(news, next);
    }

    /** When somebody is seen who has, or has again, the nick of one who left. */
    Departures without(String nick) {
        Predicate<News> isOfHim = one -> one.nick().equals(nick);
        return news.stream().noneMatch(isOfHim) ? this : new Departures(news.stream().filter(isOfHim.negate()).toList(), users);
    }

    /** When somebody comes again, directly or not. */
    Departures without(JID user) {
        if (!has(user)) {
            return this;
        }
        Map<JID, Instant> next = new HashMap<>(users);
        next.remove(user);
        return new Departures(news, next);
    }

    /** When time has passed. */
    Departures at(Instant now) {
        Set<JID> old = users.keySet().stream().filter(user -> !hasJust(user, now)).collect(Collectors.toSet());
        List<News> recent = news.stream().filter(one -> isRecent(one.at(), now)).toList();
        if (old.isEmpty() && recent.size() == news.size()) {
            return this;
        }
        Map<JID, Instant> next = new HashMap<>(users);
        next.keySet().removeAll(old);
        return new Departures(recent, next);
    }
}
