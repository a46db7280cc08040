package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaTap;

/**
 * An external component (XEP-0114) that plays the master of as many rooms as somebody asks for: it lets everybody in,
 * confirms who leaves, and says nothing else. One thread. Thread-safe.
 */
public final class ScriptedMaster implements AutoCloseable {

    private static final int BUFFER = 65_536;
    private static final Pattern STREAM_ID = Pattern.compile("<stream:stream[^>]*\\sid=[\"']([^\"']+)[\"'][^>]*>");
    private static final String USER = "<x xmlns='http://jabber.org/protocol/muc#user'>"
        + "<item affiliation='none' role='participant'/></x>";

    private final String domain;
    private final Socket socket;
    private final AtomicInteger joins = new AtomicInteger();

    private ScriptedMaster(String domain, Socket socket) {
        this.domain = domain;
        this.socket = socket;
    }

    /**
     * Connects a master to a server.
     *
     * @param server its server, which takes external components with this secret
     * @param label the first label of its domain
     * @param secret the secret
     * @return the master; close it
     */
    public static ScriptedMaster connect(Server server, String label, String secret) {
        String domain = label + "." + server.domain();
        try {
            Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.componentPort());
            ScriptedMaster master = new ScriptedMaster(domain, socket);
            master.handshake(secret);
            Thread thread = new Thread(master::listen, "scripted master");
            thread.setDaemon(true);
            thread.start();
            return master;
        } catch (IOException e) {
            throw new UncheckedIOException("The scripted master " + domain + " cannot connect", e);
        }
    }

    private void handshake(String secret) throws IOException {
        send("<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='" + domain
            + "'>");
        Matcher id = STREAM_ID.matcher(readUntil(STREAM_ID));
        if (!id.find()) {
            throw new IOException("The server opened no stream");
        }
        send("<handshake>" + sha1(id.group(1) + secret) + "</handshake>");
        if (readUntil(Pattern.compile("<handshake|<stream:error|</stream:stream>")).indexOf("<handshake") < 0) {
            throw new IOException("The server refused the component " + domain);
        }
    }

    private String readUntil(Pattern wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!wanted.matcher(text).find()) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("The server closed the connection: " + text);
            }
            text.append((char) next);
        }
        // The rest of an empty element is white space to whoever reads on.
        return text.toString();
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    private void listen() {
        StanzaTap tap = new StanzaTap(this::heard, () -> { });
        // A stream of the tap's own, since the handshake has read the beginning of the real one.
        byte[] head = "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'><handshake"
            .getBytes(StandardCharsets.UTF_8);
        tap.feed(head, 0, head.length);
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = socket.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                tap.feed(buffer, 0, length);
            }
        } catch (IOException | UncheckedIOException e) {
            // Closed: nobody is let in any more, and whoever waits for that learns it.
            return;
        }
    }

    private void heard(Stanza stanza) {
        if (!stanza.name().equals("presence") || stanza.to().indexOf('/') < 0) {
            return;
        }
        String room = stanza.to().substring(0, stanza.to().indexOf('/'));
        String slave = stanza.from();
        if (stanza.type().isEmpty()) {
            send("<presence from='" + stanza.to() + "' to='" + slave + "'>" + USER + "</presence>"
                + "<message type='groupchat' from='" + room + "' to='" + slave + "'><subject>Two households</subject></message>");
            joins.incrementAndGet();
        } else if (stanza.type().equals("unavailable")) {
            send("<presence type='unavailable' from='" + stanza.to() + "' to='" + slave + "'>" + USER + "</presence>");
        }
    }

    private synchronized void send(String xml) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(xml.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(domain + " is not connected", e);
        }
    }

    /** How many joins and changes of presence it has let through. */
    public int joins() {
        return joins.get();
    }

    /**
     * The bare address of a room.
     *
     * @param room the local part
     * @return an address on the master's domain
     */
    public String room(String room) {
        return room + "@" + domain;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + domain, e);
        }
    }
}
