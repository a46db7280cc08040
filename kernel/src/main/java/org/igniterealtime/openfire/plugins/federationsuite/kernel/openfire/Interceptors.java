package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Undo;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;

/** Puts interceptors before the server's routers until a part of the suite stops. Threading as {@link Undo}. */
public final class Interceptors {

    private Interceptors() {
    }

    /**
     * Adds one behind all that are there.
     *
     * @param interceptor sees every stanza from now on
     * @param undo        takes it away again
     */
    public static void add(PacketInterceptor interceptor, Undo undo) {
        InterceptorManager.getInstance().addInterceptor(interceptor);
        undo.push(() -> InterceptorManager.getInstance().removeInterceptor(interceptor));
    }

    /**
     * Adds one before all that are there, those of other plugins included.
     *
     * @param interceptor sees every stanza from now on
     * @param undo        takes it away again
     */
    public static void addFirst(PacketInterceptor interceptor, Undo undo) {
        InterceptorManager.getInstance().addInterceptor(0, interceptor);
        undo.push(() -> InterceptorManager.getInstance().removeInterceptor(interceptor));
    }
}
