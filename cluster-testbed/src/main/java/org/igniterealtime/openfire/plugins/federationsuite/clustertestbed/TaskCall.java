package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jivesoftware.util.cache.ClusterTask;

/**
 * A task of the server, or of a plugin, on its way to another node.
 *
 * @param task in {@link WireForm}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two calls.
record TaskCall(byte[] task) implements Callable<byte[]>, Serializable {

    static TaskCall of(ClusterTask<?> task) {
        return new TaskCall(WireForm.write(task));
    }

    /** Runs it here, and answers its result in {@link WireForm}. */
    @Override
    public byte[] call() {
        ClusterTask<?> arrived = (ClusterTask<?>) WireForm.read(task);
        arrived.run();
        return WireForm.write(arrived.getResult());
    }
}
