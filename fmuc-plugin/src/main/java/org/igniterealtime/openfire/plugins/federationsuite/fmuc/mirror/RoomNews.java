package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.xmpp.packet.JID;

/** What nodes of a cluster say to each other about a slave room. Immutable. */
public sealed interface RoomNews {

    /** The room's address at the mirror. */
    JID slave();

    /**
     * Something for the node that keeps the room.
     *
     * @param stream whose numbers these are
     * @param first  the number of the first that may still come
     * @param number its number
     * @param xml    the stanza
     * @param side   the name of the side of the cluster from which the node came a short while ago, if it did: the room's master
     *               may have told that side what comes before this
     * @param from   the node that hands it over; nodes of an earlier version do not say so
     * @param behind what the room was on that node if it has kept it until now: it has taken what came before this
     */
    record Handed(JID slave, String stream, long first, long number, String xml, Optional<String> side, Optional<String> from,
                  Version behind) implements RoomNews {
        /** Of a node that was with the others all the time, and does not say which it is. */
        public Handed(JID slave, String stream, long first, long number, String xml) {
            this(slave, stream, first, number, xml, Optional.empty(), Optional.empty(), Version.NONE);
        }
    }

    /**
     * The room has changed.
     *
     * @param by      the node that says so: the one that has changed it, or one that passes it on when that is lost
     * @param version which state this leads to, from the one before
     * @param change  what has changed ({@link RoomChangeCodec})
     * @param taken   which of a stream has been taken with it; empty if none
     * @param effects what local clients get ({@link EffectsCodec}), each from the node to which it is connected
     * @param settled up to which number of the term all nodes have all changes
     * @param parent  of the first change of a term, which state the room was in when the term began: whoever knows it in that can
     *                make the change before he hears of the beginning. Else {@link Version#NONE}
     */
    record Changed(JID slave, String by, Version version, String change, Map<String, Long> taken, String effects, long settled,
                   Version parent) implements RoomNews {
        /** Copies the map. */
        public Changed {
            taken = Map.copyOf(taken);
        }

        /** Any but the first change of a term. */
        public Changed(JID slave, String by, Version version, String change, Map<String, Long> taken, String effects,
                       long settled) {
            this(slave, by, version, change, taken, effects, settled, Version.NONE);
        }

        /** The same, said by another node. */
        Changed passedOn(String node) {
            return new Changed(slave, node, version, change, taken, effects, settled, parent);
        }

        /** The same for a node whose clients have missed what came before, and are brought together with what it leads to. */
        Changed untold() {
            return new Changed(slave, by, version, change, taken, "", settled, parent);
        }

        /** Tells whether another node says it than the one that made it. */
        boolean isPassedOn() {
            return !by.equals(version.owner());
        }

        /** Tells whether this is the first change of a term that began with a state. */
        boolean isFirstSince(Version state) {
            return parent.isKnown() && parent.equals(state);
        }
    }

    /**
     * The whole room.
     *
     * @param version which state it is
     * @param parent  which state it was when its keeper began to keep it
     * @param state   the room ({@link SlaveRoomCodec})
     * @param taken   what has been taken of each stream
     * @param given   whether whoever gets this keeps the room from now on
     * @param recent  changes of its term that have led to this state, and which not all nodes are known to have: whoever gets
     *                this can pass them on
     */
    record Whole(JID slave, Version version, Version parent, String state, Map<String, Long> taken, boolean given,
                 List<Changed> recent) implements RoomNews {
        /** Copies the collections. */
        public Whole {
            taken = Map.copyOf(taken);
            recent = List.copyOf(recent);
        }

        /** Where nothing has to be passed on. */
        public Whole(JID slave, Version version, Version parent, String state, Map<String, Long> taken, boolean given) {
            this(slave, version, parent, state, taken, given, List.of());
        }
    }

    /**
     * A node has all changes up to one.
     *
     * @param node which node
     */
    record Took(JID slave, String node, Version version) implements RoomNews {
    }

    /**
     * A node needs what comes behind a change.
     *
     * @param node which node
     */
    record Need(JID slave, String node, Version version) implements RoomNews {
    }

    /**
     * A node is to keep the room: who knows it?
     *
     * @param node  which node
     * @param among the nodes that are there as far as it knows. Whoever kept the room and is not among them is not listened
     *              to any more: what of its words comes late, nobody who keeps the room will have heard
     * @param question tells it from others that the node has asked; nodes of an earlier version do not say it
     * @param known    what the node knows itself; nodes of an earlier version do not say it
     */
    record Asked(JID slave, String node, Set<String> among, Optional<String> question, Version known) implements RoomNews {
        /** Copies the set. */
        public Asked {
            among = Set.copyOf(among);
        }

        /**
         * Tells whether a term is over: its keeper is gone, or it is the one that asks, and has not begun the term since, as it
         * has if the question comes late.
         */
        boolean isOver(Version term) {
            return !among.contains(term.owner()) || node.equals(term.owner()) && known.compareTo(term) >= 0;
        }
    }

    /**
     * The answer to that.
     *
     * @param node    which node says it
     * @param version what it knows
     * @param how     how it knows it
     * @param question what it was asked; nodes of an earlier version do not say it
     */
    record Known(JID slave, String node, Version version, How how, Optional<String> question) implements RoomNews {

        /** From whoever does not say which question it answers. */
        Known(JID slave, String node, Version version, How how) {
            this(slave, node, version, how, Optional.empty());
        }
    }

    /** How a node knows a room. */
    enum How {
        /** It does not. */
        NOT,
        /** From a cluster that it is not in any more. */
        FORMERLY,
        /** It has been told. */
        TOLD,
        /** It keeps it, and gives it away when it can. */
        KEEPING
    }

    /**
     * An administrator does not want the room mirrored.
     *
     * @param reason told to everybody
     */
    record Close(JID slave, String reason) implements RoomNews {
    }

    /** The same as nodes say it. */
    default Notice notice() {
        Map<String, String> fields = new HashMap<>();
        fields.put("room", slave().toString());
        if (this instanceof Handed handed) {
            fields.putAll(Map.of("stream", handed.stream(), "first", Long.toString(handed.first()), "number",
                Long.toString(handed.number()), "xml", handed.xml()));
            handed.side().ifPresent(side -> fields.put("side", side));
            handed.from().ifPresent(node -> fields.put("from", node));
            if (handed.behind().isKnown()) {
                fields.put("behind", handed.behind().toString());
            }
        } else if (this instanceof Changed changed) {
            fields.putAll(Map.of("by", changed.by(), "version", changed.version().toString(), "change", changed.change(),
                "taken", text(changed.taken()), "effects", changed.effects(), "settled", Long.toString(changed.settled())));
            if (changed.parent().isKnown()) {
                fields.put("parent", changed.parent().toString());
            }
        } else if (this instanceof Whole whole) {
            fields.putAll(Map.of("version", whole.version().toString(), "parent", whole.parent().toString(), "state",
                whole.state(), "taken", text(whole.taken()), "given", Boolean.toString(whole.given()),
                "recent", RoomNewsTopics.text(whole.recent())));
        } else if (this instanceof Took took) {
            fields.putAll(Map.of("node", took.node(), "version", took.version().toString()));
        } else if (this instanceof Need need) {
            fields.putAll(Map.of("node", need.node(), "version", need.version().toString()));
        } else if (this instanceof Asked asked) {
            fields.putAll(Map.of("node", asked.node(), "among", String.join("\n", asked.among())));
            asked.question().ifPresent(question -> fields.put("question", question));
            fields.put("knows", asked.known().toString());
        } else if (this instanceof Known known) {
            fields.putAll(Map.of("node", known.node(), "version", known.version().toString(), "how", known.how().name()));
            known.question().ifPresent(question -> fields.put("question", question));
        } else if (this instanceof Close close) {
            fields.put("reason", close.reason());
        }
        return new Notice(RoomNewsTopics.PREFIX + getClass().getSimpleName().toLowerCase(Locale.ROOT), fields);
    }

    /**
     * Reads what a node said.
     *
     * @param notice a notice of any topic
     * @return empty if it is not about a room, or not understood
     */
    static Optional<RoomNews> read(Notice notice) {
        if (!notice.topic().startsWith(RoomNewsTopics.PREFIX)) {
            return Optional.empty();
        }
        try {
            return RoomNewsTopics.read(notice);
        } catch (IllegalArgumentException e) {
            // Of another version, or damaged: whoever said it says it again, or is not understood at all.
            return Optional.empty();
        }
    }

    private static String text(Map<String, Long> taken) {
        StringBuilder text = new StringBuilder();
        taken.forEach((stream, number) -> text.append(stream).append('=').append(number).append(' '));
        return text.toString();
    }

    /**
     * Reads what has been taken.
     *
     * @param text streams and numbers
     */
    static Map<String, Long> taken(String text) {
        Map<String, Long> taken = new LinkedHashMap<>();
        for (String one : text.split(" ")) {
            int middle = one.lastIndexOf('=');
            if (middle > 0) {
                taken.put(one.substring(0, middle), Long.valueOf(one.substring(middle + 1)));
            }
        }
        return taken;
    }
}
