package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.PortLease;
import org.junit.rules.ExternalResource;

/**
 * Two sockets and the link between them. The near one has opened the connection.
 */
final class LinkedSockets extends ExternalResource {

    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);

    private final PortLease lease = new PortLease();
    private ServerSocket listener;
    private Link link;
    private Socket near;
    private Socket far;

    @Override
    protected void before() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
        link = Link.lay(new Link.End("here", lease.next()), new Link.End("there", listener.getLocalPort()), lease.next(),
            lease.next(), 10);
        reconnect();
    }

    /** Opens another connection, without closing the last one. */
    void reconnect() throws IOException {
        near = new Socket(InetAddress.getLoopbackAddress(), link.port());
        far = listener.accept();
        near.setSoTimeout(PATIENCE_MILLIS);
        far.setSoTimeout(PATIENCE_MILLIS);
        // Behind that both directions are being passed on.
        near.getOutputStream().write(' ');
        far.getInputStream().read();
        far.getOutputStream().write(' ');
        near.getInputStream().read();
        link.reset();
    }

    @Override
    protected void after() {
        link.cut();
        RelayedConnection.quietly(near);
        RelayedConnection.quietly(far);
        RelayedConnection.quietly(listener);
        lease.close();
    }

    Link link() {
        return link;
    }

    /** The end that opened the connection; what it sends is what the link calls sent. */
    Socket near() {
        return near;
    }

    Socket far() {
        return far;
    }
}
