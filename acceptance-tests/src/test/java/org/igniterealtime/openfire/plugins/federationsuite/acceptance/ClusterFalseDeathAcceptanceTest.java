package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** Nodes that take each other for dead and are not: one that is silent for too long, and two sides of a split. */
public class ClusterFalseDeathAcceptanceTest extends ClusterRoomTest {

    static final String TOLD = "The servers here had lost each other";

    /** After so many seconds a silent node is taken for dead. */
    @Override
    ServerSpec nodes(ServerSpec spec) {
        return super.nodes(spec).java("-Dhazelcast.max.no.heartbeat.seconds=8");
    }

    @Override
    int size() {
        return 3;
    }

    @Test
    public void theNodeThatKeepsARoomIsTakenForDeadAndComesBack() {
        everybodyComes();
        takenForDeadAndBack(node(3), roomThatAllAreIn(node(3), true));
    }

    @Test
    public void aNodeThatKeepsNoRoomIsTakenForDeadAndComesBack() {
        everybodyComes();
        takenForDeadAndBack(node(2), roomThatAllAreIn(node(2), false));
    }

    private void takenForDeadAndBack(Server silent, String room) {
        everybodyTalks(room);
        Client lost = userOf(silent);
        List<Client> others = everybody().stream().filter(one -> one != lost).toList();
        silent.freeze();
        cluster().nodes().stream().filter(node -> node != silent).forEach(node ->
            cluster().awaitSize(cluster().nodes().size() - 1, node));
        see(others, room, others.stream().map(ClusterRoomTest::nick).collect(Collectors.toCollection(TreeSet::new)));
        for (Client one : others) {
            hear(others, says(one, room));
        }
        silent.thaw();
        cluster().awaitTogether();
        lost.await("to be told", stanza -> stanza.body().startsWith(TOLD));
        everybodySeesAll(room);
        everybodyTalks(room);
        haveHeardAllOnce(everybody());
        haveNotLeft(others, room);
    }
}
