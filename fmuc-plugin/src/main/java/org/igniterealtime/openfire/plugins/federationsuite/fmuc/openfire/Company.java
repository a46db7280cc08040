package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;

/**
 * Which other nodes of the cluster keep slave rooms together with this one: those that have said that they do. A node on which
 * the suite is not installed, or is being replaced, does not. Thread-safe.
 */
final class Company {

    private static final String HERE = "fmuc.node.here";
    private static final String BYE = "fmuc.node.bye";
    private static final String NODE = "node";
    private static final String ANSWER = "answer";
    private static final String APART = "apart";
    private static final String SIDE = "side";

    private final Nodes nodes;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private volatile Set<String> present = Set.of();
    private volatile boolean complete = true;

    Company(Nodes nodes) {
        this.nodes = Objects.requireNonNull(nodes);
    }

    /** The names of the others. */
    Set<String> others() {
        return present;
    }

    /** Tells whether all nodes of the cluster are among them. */
    boolean isComplete() {
        return complete;
    }

    /**
     * This node is among others that it does not know.
     *
     * @param side the name of the side with which it has served the domain before, apart from them, if it has
     */
    void begin(Optional<String> side) {
        said.clear();
        nodes.tell(new Notice(HERE, Map.of(NODE, nodes.self(), ANSWER, "false", APART, Boolean.toString(side.isPresent()),
            SIDE, side.orElse(""))));
    }

    /**
     * From which side of the cluster a node has come that has served the domain before, apart from this one.
     *
     * @param notice any
     * @return empty if it says nothing of that; an empty name if it is of a version that does not name sides
     */
    static Optional<String> side(Notice notice) {
        return notice.topic().equals(HERE) && notice.field(APART).filter("true"::equals).isPresent()
            ? Optional.of(notice.field(SIDE).orElse("")) : Optional.empty();
    }

    /** Tells the others that this node is here, and asks who else is. */
    void say() {
        nodes.tell(new Notice(HERE, Map.of(NODE, nodes.self(), ANSWER, "false")));
    }

    /** Tells the others that this node is not any more. */
    void leave() {
        nodes.tell(new Notice(BYE, Map.of(NODE, nodes.self())));
    }

    /**
     * Another node says something.
     *
     * @return whether that was about who is here
     */
    boolean heard(Notice notice) {
        String node = notice.field(NODE).orElse("");
        if (notice.topic().equals(HERE)) {
            said.add(node);
            if (notice.field(ANSWER).filter("false"::equals).isPresent()) {
                nodes.tell(node, new Notice(HERE, Map.of(NODE, nodes.self(), ANSWER, "true")));
            }
            return true;
        }
        if (notice.topic().equals(BYE)) {
            said.remove(node);
            return true;
        }
        return false;
    }

    /** Looks who is there now. */
    void look() {
        Set<String> all = nodes.others();
        said.retainAll(all);
        Set<String> now = new TreeSet<>(said);
        present = Set.copyOf(now);
        complete = now.containsAll(all);
    }
}
