package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.charset.StandardCharsets;

import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.util.cache.ClusterTask;

/**
 * Asks a node what it is called. Public, and with this name and form for good: nodes with other versions of the suite have to
 * understand it. It uses nothing else of the suite, so it does not matter whether that runs there, or which version of it.
 */
public final class ClusterName implements ClusterTask<String> {

    private static final long serialVersionUID = 1L;

    private String name = "";

    /** Looks what this node is called. */
    @Override
    public void run() {
        name = new String(XMPPServer.getInstance().getNodeID().toByteArray(), StandardCharsets.UTF_8);
    }

    /** The name, empty before it was looked for. */
    @Override
    public String getResult() {
        return name;
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        // The question carries nothing.
    }

    @Override
    public void readExternal(ObjectInput in) {
        // The question carries nothing.
    }
}
