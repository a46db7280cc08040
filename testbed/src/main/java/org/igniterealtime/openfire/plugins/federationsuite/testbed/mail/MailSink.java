package org.igniterealtime.openfire.plugins.federationsuite.testbed.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Speaks as much SMTP (RFC 5321) as is needed to be sent mail: no TLS, no authentication, one command at a time. Takes
 * everything. Thread-safe; each connection has a thread until it ends, or the sink is closed.
 */
public final class MailSink implements AutoCloseable {

    private final ServerSocket server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private MailSink(ServerSocket server) {
        this.server = server;
    }

    /**
     * Opens a sink.
     *
     * @return the sink, on a free port of 127.0.0.1
     */
    public static MailSink open() {
        try {
            MailSink sink = new MailSink(new ServerSocket(0, 0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
            start(sink::accept);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a port for mail", e);
        }
    }

    /**
     * Where it listens.
     *
     * @return a TCP port on 127.0.0.1
     */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * What came in.
     *
     * @return all mails, oldest first, a copy
     */
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "testbed-mail");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or whoever connected is gone already.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket; BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            talk(in, socket.getOutputStream());
        } catch (IOException e) {
            // Whoever sent mail is gone; what was complete is kept.
            open.remove(socket);
        }
    }

    private void talk(BufferedReader in, OutputStream out) throws IOException {
        String from = "";
        List<String> recipients = new ArrayList<>();
        say(out, "220 testbed");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("MAIL FROM:")) {
                from = address(line);
                recipients.clear();
                say(out, "250 ok");
            } else if (command.startsWith("RCPT TO:")) {
                recipients.add(address(line));
                say(out, "250 ok");
            } else if (command.equals("DATA")) {
                say(out, "354 go on");
                mails.add(new Mail(from, recipients, data(in)));
                say(out, "250 taken");
            } else if (command.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, command.matches("(EHLO|HELO|RSET|NOOP).*") ? "250 testbed" : "502 unknown");
            }
        }
    }

    private static String address(String line) {
        return line.replaceFirst("^[^<]*<", "").replaceFirst(">.*", "");
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return text.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the port for mail", e);
        }
    }
}
