package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import com.hazelcast.cluster.Member;
import java.nio.charset.StandardCharsets;
import org.jivesoftware.openfire.cluster.ClusterNodeInfo;
import org.jivesoftware.openfire.cluster.NodeID;

/**
 * What the server asks of one node.
 *
 * @param getHostName where it is
 * @param getNodeID its name in the cluster
 * @param getJoinedTime not known, and so 0
 * @param isSeniorMember whether it is the oldest
 */
record NodeInfo(String getHostName, NodeID getNodeID, long getJoinedTime, boolean isSeniorMember) implements ClusterNodeInfo {

    static NodeInfo of(Member member, Member senior) {
        return new NodeInfo(member.getAddress().toString(), NodeID.getInstance(id(member)), 0, member.equals(senior));
    }

    /** The name of a node in the cluster; another one each time it starts. */
    static byte[] id(Member member) {
        return member.getUuid().toString().getBytes(StandardCharsets.UTF_8);
    }
}
