package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;
import java.util.stream.Stream;

import org.dom4j.Element;

/** By which names a pubsub request may be somebody's: that of its node, or that of what it asks for. Immutable. */
public final class RequestNames {

    /** Every request may be. */
    public static final RequestNames ALL = new RequestNames(true, new String[0], new String[0]);
    /** None is. */
    public static final RequestNames NONE = new RequestNames(false, new String[0], new String[0]);

    private final boolean all;
    private final String[] nodes;
    private final String[] children;

    private RequestNames(boolean all, String[] nodes, String[] children) {
        this.all = all;
        this.nodes = nodes;
        this.children = children;
    }

    /** Requests about a node. */
    public static RequestNames ofNode(String node) {
        return new RequestNames(false, new String[] {Objects.requireNonNull(node)}, new String[0]);
    }

    /** Requests with an element of a name. */
    public static RequestNames ofChild(String name) {
        return new RequestNames(false, new String[0], new String[] {Objects.requireNonNull(name)});
    }

    /** These requests and others. */
    public RequestNames and(RequestNames other) {
        return new RequestNames(all || other.all, both(nodes, other.nodes), both(children, other.children));
    }

    private static String[] both(String[] one, String[] other) {
        return Stream.of(one, other).flatMap(Stream::of).distinct().toArray(String[]::new);
    }

    /**
     * Tells whether a request may be one of these. This is asked for each request of everybody, so it makes nothing, and goes
     * through the request once: to step from element to element is most of what it costs.
     *
     * @param iq the element of any IQ
     * @return false if it certainly is not
     */
    public boolean areIn(Element iq) {
        if (all) {
            return true;
        }
        int count = iq.nodeCount();
        for (int i = 0; i < count; i++) {
            if (iq.node(i) instanceof Element pubsub && "pubsub".equals(pubsub.getName()) && areOf(pubsub)) {
                return true;
            }
        }
        return false;
    }

    private boolean areOf(Element pubsub) {
        int count = pubsub.nodeCount();
        for (int i = 0; i < count; i++) {
            if (pubsub.node(i) instanceof Element child
                && (isIn(children, child.getName()) || nodes.length > 0 && isIn(nodes, child.attributeValue("node")))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(String[] names, String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
