package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.cluster.ClusterNodeInfo;
import org.jivesoftware.util.cache.Cache;
import org.jivesoftware.util.cache.CacheFactory;
import org.jivesoftware.util.cache.CacheFactoryStrategy;
import org.jivesoftware.util.cache.ClusterTask;
import org.jivesoftware.util.cache.ExternalizableUtil;

/**
 * What the server asks for its cluster. Made by the server each time clustering is switched on. Thread-safe.
 */
@SuppressWarnings("rawtypes")
public final class HazelcastStrategy implements CacheFactoryStrategy {

    private static final int MOST_NODES = 4;

    private volatile HazelcastInstance hazelcast;
    private volatile Calls calls;
    private volatile Membership membership;

    /**
     * Makes a strategy of a node that is in no cluster yet.
     */
    public HazelcastStrategy() {
        // The server wants this constructor.
    }

    @Override
    public boolean startCluster() {
        // First, because the other nodes ask this one things as soon as it is among them.
        ExternalizableUtil.getInstance().setStrategy(WireForm.fields());
        hazelcast = Hazelcast.newHazelcastInstance(Addresses.configured().config(new PluginClasses()));
        calls = new Calls(hazelcast);
        membership = new Membership(hazelcast);
        XMPPServer.getInstance().setRemoteSessionLocator(new Sessions(calls));
        XMPPServer.getInstance().getRoutingTable().setRemotePacketRouter(new StanzaRouter(calls));
        membership.join();
        return true;
    }

    @Override
    public void stopCluster() {
        if (hazelcast == null) {
            return;
        }
        membership.leave();
        XMPPServer.getInstance().setRemoteSessionLocator(null);
        XMPPServer.getInstance().getRoutingTable().setRemotePacketRouter(null);
        hazelcast.shutdown();
        hazelcast = null;
    }

    @Override
    public Cache createCache(String name) {
        return new SharedCache<>(name, hazelcast.getMap(name), CacheFactory.getMaxCacheSize(name),
            CacheFactory.getMaxCacheLifetime(name));
    }

    @Override
    public void destroyCache(Cache cache) {
        hazelcast.getMap(cache.getName()).destroy();
    }

    @Override
    public boolean isSeniorClusterMember() {
        return senior().localMember();
    }

    private Member senior() {
        return hazelcast.getCluster().getMembers().iterator().next();
    }

    @Override
    public Collection<ClusterNodeInfo> getClusterNodesInfo() {
        if (hazelcast == null) {
            return new ArrayList<>();
        }
        List<ClusterNodeInfo> nodes = new ArrayList<>();
        hazelcast.getCluster().getMembers().forEach(member -> nodes.add(NodeInfo.of(member, senior())));
        return nodes;
    }

    @Override
    public int getMaxClusterNodes() {
        return MOST_NODES;
    }

    @Override
    public byte[] getSeniorClusterMemberID() {
        return NodeInfo.id(senior());
    }

    @Override
    public byte[] getClusterMemberID() {
        return NodeInfo.id(hazelcast.getCluster().getLocalMember());
    }

    @Override
    public long getClusterTime() {
        return hazelcast.getCluster().getClusterTime();
    }

    @Override
    public void doClusterTask(ClusterTask<?> task) {
        calls.sendToOthers(TaskCall.of(task));
    }

    @Override
    public void doClusterTask(ClusterTask<?> task, byte[] node) {
        if (!calls.send(node, TaskCall.of(task))) {
            throw new IllegalStateException("No such node in the cluster");
        }
    }

    @Override
    public Collection<Object> doSynchronousClusterTask(ClusterTask<?> task, boolean here) {
        List<Object> answers = new ArrayList<>();
        if (here) {
            task.run();
            answers.add(task.getResult());
        }
        calls.askOthers(TaskCall.of(task)).forEach(answer -> answers.add(answer == null ? null : WireForm.read(answer)));
        return answers;
    }

    @Override
    public Object doSynchronousClusterTask(ClusterTask<?> task, byte[] node) {
        if (Arrays.equals(node, getClusterMemberID())) {
            task.run();
            return task.getResult();
        }
        if (calls.member(node) == null) {
            throw new IllegalStateException("No such node in the cluster");
        }
        byte[] answer = calls.ask(node, TaskCall.of(task));
        return answer == null ? null : WireForm.read(answer);
    }

    @Override
    public void updateCacheStats(Map<String, Cache> caches) {
        // No test asks for figures of caches.
    }

    @Override
    public Lock getLock(Object key, Cache cache) {
        return new KeyLock(hazelcast.getMap("locks of " + cache.getName()), key);
    }

    @Override
    public String getPluginName() {
        return "hazelcast";
    }

    @Override
    public ClusterNodeInfo getClusterNodeInfo(byte[] node) {
        Member member = calls.member(node);
        return member == null ? null : NodeInfo.of(member, senior());
    }
}
