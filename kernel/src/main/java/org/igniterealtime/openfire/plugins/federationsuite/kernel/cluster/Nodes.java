package org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster;

import java.util.Set;

/**
 * The cluster as one of its nodes sees it. Implementations are thread-safe.
 *
 * <p>What is said to others is not answered, has no order, and is lost with a node that dies: whoever uses it has the truth
 * somewhere else, and says where to look for it.
 */
public interface Nodes {

    /** A node without others. */
    Nodes ALONE = new Nodes() {
        @Override
        public Set<String> others() {
            return Set.of();
        }

        @Override
        public boolean expectsOthers() {
            return false;
        }

        @Override
        public boolean othersServe() {
            return false;
        }

        @Override
        public boolean leads() {
            return true;
        }

        @Override
        public String self() {
            return "";
        }

        @Override
        public String leader() {
            return self();
        }

        @Override
        public void tell(Notice notice) {
            // There is nobody.
        }

        @Override
        public boolean tell(String node, Notice notice) {
            return false;
        }

        @Override
        public boolean tellLeader(Notice notice) {
            return false;
        }

        @Override
        public Listening listen(Listener listener) {
            return () -> { };
        }
    };

    /** Told what happens in the cluster. Called on any thread, any number at a time; returns at once. */
    interface Listener {

        /**
         * Another node has said something.
         *
         * @param notice what it said; of any topic, a listener leaves out what it does not know
         */
        void heard(Notice notice);

        /** This node is in a cluster from now on, or in another one than before: what it has not been told it has to look up. */
        void joined();

        /** Another node has come to the cluster that this node is in. It may not be able to hear anything yet. */
        default void came() {
            // Most have nothing to tell it.
        }

        /** A node is gone from the cluster, or this node is: what it had begun and not ended somebody else has to end. */
        void left();
    }

    /**
     * The names of the other nodes that are there now. Nobody, while this node goes from one cluster to another: it has no
     * others before it has {@link Listener#joined}, and says nothing to anybody.
     */
    Set<String> others();

    /** Tells whether there are others, or may be soon: as long as a server starts, it has not met the other nodes yet. */
    boolean expectsOthers();

    /**
     * Tells whether the domain is served by others, too. That is so as long as there are others, and also for a node that has
     * left the cluster because it is being stopped.
     */
    boolean othersServe();

    /** Tells whether this node does what only one of them should do. At most for a while there are two that think so. */
    boolean leads();

    /** The name of this node; another one whenever it joins a cluster. */
    String self();

    /** The name of the node that leads, which may be this one. */
    String leader();

    /**
     * Says something to all other nodes, and does not wait. Does nothing where there are none.
     *
     * @param notice what to say
     */
    void tell(Notice notice);

    /**
     * Says something to one other node, and does not wait.
     *
     * @param node   its name
     * @param notice what to say
     * @return whether it is on its way; not, if there is no such node, or the cluster is changing
     */
    boolean tell(String node, Notice notice);

    /**
     * Says something to the node that leads, and does not wait.
     *
     * @param notice what to say
     * @return whether it is on its way; not, if this node leads itself, or the cluster is changing
     */
    boolean tellLeader(Notice notice);

    /** Somebody is told, until it is closed. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Asks to be told.
     *
     * @param listener told from now on
     * @return ends it
     */
    Listening listen(Listener listener);
}
