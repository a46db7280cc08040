package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has other nodes do something. There is no order: each call may overtake another. Thread-safe.
 */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final long PATIENCE_SECONDS = 30;

    private final HazelcastInstance hazelcast;
    private final IExecutorService executor;

    Calls(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        this.executor = hazelcast.getExecutorService("openfire");
    }

    /** The nodes besides this one. */
    Collection<Member> others() {
        List<Member> others = new ArrayList<>(hazelcast.getCluster().getMembers());
        others.removeIf(Member::localMember);
        return others;
    }

    /** The node of this name; null if it is not in the cluster. */
    Member member(byte[] node) {
        return hazelcast.getCluster().getMembers().stream().filter(member -> Arrays.equals(NodeInfo.id(member), node)).findFirst()
            .orElse(null);
    }

    /** Does not wait; false if there is no such node. */
    boolean send(byte[] node, Callable<?> call) {
        Member member = member(node);
        if (member == null) {
            return false;
        }
        Future<?> unused = executor.submitToMember(call, member);
        return true;
    }

    void sendToOthers(Callable<?> call) {
        others().forEach(member -> {
            Future<?> unused = executor.submitToMember(call, member);
        });
    }

    /** Waits for the answer; null if the node is not there, fails, or says nothing for long. */
    <T> T ask(byte[] node, Callable<T> call) {
        Member member = member(node);
        return member == null ? null : answer(executor.submitToMember(call, member));
    }

    /** Waits for the answers of all. */
    <T> List<T> askOthers(Callable<T> call) {
        List<Future<T>> asked = new ArrayList<>();
        others().forEach(member -> asked.add(executor.submitToMember(call, member)));
        List<T> answers = new ArrayList<>();
        asked.forEach(future -> answers.add(answer(future)));
        return answers;
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Another node did not answer", e);
            return null;
        }
    }
}
