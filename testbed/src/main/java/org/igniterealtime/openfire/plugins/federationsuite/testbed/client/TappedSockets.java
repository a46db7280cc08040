package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaTap;

/**
 * Makes sockets with a tap each. Thread-safe if the supplier is.
 */
final class TappedSockets extends SocketFactory {

    private final Supplier<StanzaTap> taps;

    TappedSockets(Supplier<StanzaTap> taps) {
        this.taps = taps;
    }

    @Override
    public Socket createSocket() {
        return new TappedSocket(taps.get());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }
}
