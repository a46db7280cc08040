package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.openfire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.handler.IQHandler;
import org.jivesoftware.openfire.session.ClientSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.xmpp.packet.IQ;

/**
 * What eventing's handler costs a pubsub request that is not its own: a real server is started in the measuring process, a
 * user is connected to it, and his requests are given to the handler that the server has, with nothing behind it. What the
 * server's own handler would do then is no matter here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandlerBenchmark {

    /** Instead of our handler: one that does nothing. */
    public static final String EMPTY = "empty";
    /** Our handler. */
    public static final String OURS = "ours";
    /** The system property with the port for clients. */
    public static final String PORT = "bench.port";
    /** The system property with the name of a user. */
    public static final String USER = "bench.user";
    /** The system property with his password. */
    public static final String PASSWORD = "bench.password";

    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final int START_SECONDS = 120;
    private static final long PAUSE_MILLIS = 50;

    /** Whose cost. */
    @Param(EMPTY)
    public String handler;

    /** What kind of request. */
    @Param("publish")
    public String stanza;

    private IQHandler chosen;
    private IQ request;
    private Socket client;

    /** A handler that does nothing. */
    private static final class Empty extends IQHandler {

        private final IQHandlerInfo info = new IQHandlerInfo("pubsub", PUBSUB);

        Empty() {
            super("empty");
        }

        @Override
        public IQHandlerInfo getInfo() {
            return info;
        }

        @Override
        public IQ handleIQ(IQ iq) {
            return null;
        }
    }

    /**
     * Starts the server and logs a user in.
     *
     * @throws Exception if the server does not come up
     */
    @Setup(Level.Trial)
    public void start() throws Exception {
        XMPPServer server = new XMPPServer();
        String namespace = stanza.equals("owner") ? PUBSUB + "#owner" : PUBSUB;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (ours(server, namespace) == null) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Eventing did not register a handler");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        ClientSession session = login(server.getServerInfo().getXMPPDomain(), deadline);
        IQHandler ours = ours(server, namespace);
        Field others = ours.getClass().getDeclaredField("others");
        others.setAccessible(true);
        others.set(ours, (UnaryOperator<IQ>) iq -> null);
        chosen = handler.equals(OURS) ? ours : new Empty();
        request = request(namespace);
        request.setFrom(session.getAddress());
    }

    private static IQHandler ours(XMPPServer server, String namespace) throws ReflectiveOperationException {
        if (server.getIQRouter() == null) {
            return null;
        }
        Field handlers = server.getIQRouter().getClass().getDeclaredField("namespace2Handlers");
        handlers.setAccessible(true);
        Object found = ((Map<?, ?>) handlers.get(server.getIQRouter())).get(namespace);
        return found instanceof IQHandler one && one.getClass().getName().startsWith(InterceptorBenchmark.OURS) ? one : null;
    }

    /** By a real connection, so that the user is as connected as any other. */
    private ClientSession login(String domain, long deadline) throws IOException, InterruptedException {
        client = connect(deadline);
        String user = System.getProperty(USER);
        String stream = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='"
            + domain + "'>";
        String plain = Base64.getEncoder().encodeToString(
            ("\0" + user + "\0" + System.getProperty(PASSWORD)).getBytes(StandardCharsets.UTF_8));
        say(stream, "</stream:features>");
        say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>", "<success");
        say(stream, "</stream:features>");
        say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind></iq>",
            "</iq>");
        say("<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq><presence/>", "id=\"s\"");
        while (SessionManager.getInstance().getSessions(user).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("The user could not log in");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return SessionManager.getInstance().getSessions(user).iterator().next();
    }

    /** The port is opened when all plugins are loaded, so after our handler is there. */
    private static Socket connect(long deadline) throws IOException, InterruptedException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT));
            } catch (ConnectException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void say(String text, String answer) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        InputStream in = client.getInputStream();
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(answer) < 0) {
            int next = in.read();
            if (next < 0 || seen.indexOf("</failure>") >= 0) {
                throw new IllegalStateException("The server refused the user: " + seen);
            }
            seen.append((char) next);
        }
    }

    private IQ request(String namespace) {
        IQ iq = new IQ(stanza.equals("items") || stanza.equals("owner") ? IQ.Type.get : IQ.Type.set);
        var pubsub = iq.setChildElement("pubsub", namespace);
        switch (stanza) {
            case "publish" -> pubsub.addElement("publish").addAttribute("node", "http://jabber.org/protocol/tune")
                .addElement("item").addElement("tune", "http://jabber.org/protocol/tune").addElement("title").setText("Gloomy");
            case "items" -> pubsub.addElement("items").addAttribute("node", "urn:xmpp:avatar:data");
            case "subscribe" -> pubsub.addElement("subscribe").addAttribute("node", "news").addAttribute("jid", "a@b");
            case "owner" -> pubsub.addElement("affiliations").addAttribute("node", "urn:xmpp:avatar:data");
            default -> throw new IllegalArgumentException("There is no kind of request called " + stanza);
        }
        return iq;
    }

    /** Ends the process as soon as JMH has told its results: the server's threads would keep it. */
    @TearDown(Level.Trial)
    public void stop() {
        InterceptorBenchmark.endWithMain();
    }

    /**
     * What the server does with such a request first.
     *
     * @return the answer: none, or it was ours after all, which would make the figure worthless
     * @throws Exception if the server refuses it
     */
    @Benchmark
    public IQ request() throws Exception {
        IQ answer = chosen.handleIQ(request);
        if (answer != null) {
            throw new IllegalStateException("It was ours: " + answer.toXML());
        }
        return answer;
    }
}
