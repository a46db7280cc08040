package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.util.cache.ClusterTask;

/**
 * A notice on its way to another node. Public, and with this name and form for good: nodes with other versions of the suite
 * have to understand it, and whatever changes changes in what it carries.
 *
 * <p>On the other node it looks for the suite by the name of its plugin class, and hands over bytes by an interface of Java's
 * own. What makes the cluster may remember this class from before the suite was replaced there: then it is not the class that the
 * suite of now would know, and neither is any other type of ours.
 */
@SuppressFBWarnings(value = {"AT_STALE_THREAD_WRITE_OF_PRIMITIVE", "SE_PREVENT_EXT_OBJ_OVERWRITE"},
    justification = "It is read, run and asked by one thread, once.")
public final class ClusterNotice implements ClusterTask<Boolean> {

    private static final long serialVersionUID = 1L;
    private static final String SUITE =
        "org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire.FederationSuitePlugin";

    private byte[] wire;
    private boolean taken;

    /** For whoever reads it. */
    public ClusterNotice() {
        this(new byte[0]);
    }

    ClusterNotice(byte[] wire) {
        this.wire = wire.clone();
    }

    /** Hands it to the suite of this node, if that runs. */
    @Override
    @SuppressWarnings("unchecked")
    public void run() {
        for (Plugin plugin : XMPPServer.getInstance().getPluginManager().getPlugins()) {
            if (plugin.getClass().getName().equals(SUITE) && plugin instanceof Consumer<?>) {
                ((Consumer<byte[]>) plugin).accept(wire.clone());
                taken = true;
            }
        }
    }

    /** Whether there was a suite to take it. */
    @Override
    public Boolean getResult() {
        return taken;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeInt(wire.length);
        out.write(wire);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        wire = new byte[in.readInt()];
        in.readFully(wire);
    }
}
