package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.openfire;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.Session;
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
import org.xmpp.component.AbstractComponent;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManagerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What interceptors cost a stanza that is none of their business: a real server is started in the measuring process, and the
 * interceptors that the suite has registered with it are called as the server calls them, four times for a stanza between
 * two users. One room of the server is mirrored elsewhere, since that is when the suite has to look.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InterceptorBenchmark {

    /** Instead of an interceptor's name: one that does nothing. */
    public static final String EMPTY = "empty";
    /** Instead of an interceptor's name: all of the suite's, one after the other. */
    public static final String ALL = "all";
    /** The package of everything that is ours. */
    public static final String OURS = "org.igniterealtime.openfire.plugins.federationsuite.";

    private static final String CONTROL = OURS + "testbed.";
    private static final int START_SECONDS = 120;
    private static final int HEARD_SECONDS = 30;
    private static final long PAUSE_MILLIS = 50;

    /** The class name of an interceptor, or one of the two words. */
    @Param(EMPTY)
    public String interceptor;

    /** What kind of stanza. */
    @Param("message")
    public String stanza;

    private XMPPServer server;
    private PacketInterceptor[] chosen;
    private Packet packet;

    /** An interceptor that does nothing. */
    private static final class Empty implements PacketInterceptor {
        @Override
        public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed) {
            // Nothing: that is what the others are compared with.
        }
    }

    /** The mirror of another server: takes what it gets, and tells that something came. */
    private static final class OtherMirror extends AbstractComponent {

        private final CountDownLatch heard = new CountDownLatch(1);

        @Override
        public String getName() {
            return "a mirror";
        }

        @Override
        public String getDescription() {
            return "a mirror";
        }

        @Override
        protected void handlePresence(Presence presence) {
            if (presence.getType() != Presence.Type.error) {
                heard.countDown();
            }
        }
    }

    /**
     * Starts the server and lets one of its rooms be mirrored.
     *
     * @throws Exception if the server does not come up
     */
    @Setup(Level.Trial)
    public void start() throws Exception {
        server = new XMPPServer();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (ours().isEmpty() || server.getMultiUserChatManager().getMultiUserChatServices().isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("The suite did not register an interceptor");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        // Interceptors are registered one by one while the suite starts.
        awaitSame();
        mirrorOneRoom();
        chosen = switch (interceptor) {
            case EMPTY -> new PacketInterceptor[] {new Empty()};
            case ALL -> ours().toArray(new PacketInterceptor[0]);
            default -> ours().stream().filter(one -> one.getClass().getName().equals(interceptor))
                .toArray(PacketInterceptor[]::new);
        };
        if (chosen.length == 0) {
            throw new IllegalStateException("There is no interceptor " + interceptor);
        }
        packet = packet(server.getServerInfo().getXMPPDomain());
    }

    private static List<PacketInterceptor> ours() {
        return InterceptorManager.getInstance().getInterceptors().stream()
            .filter(one -> one.getClass().getName().startsWith(OURS) && !one.getClass().getName().startsWith(CONTROL)).toList();
    }

    private static void awaitSame() throws InterruptedException {
        int before = 0;
        while (ours().size() != before) {
            before = ours().size();
            TimeUnit.SECONDS.sleep(2);
        }
    }

    /** Somebody enters a room here through a mirror. It is a component of this server, so that no other one is needed. */
    private void mirrorOneRoom() throws ComponentException, InterruptedException {
        String domain = server.getServerInfo().getXMPPDomain();
        OtherMirror mirror = new OtherMirror();
        ComponentManagerFactory.getComponentManager().addComponent("mirror.remote", mirror);
        JID room = new JID("balcony", "conference." + domain, null);
        Presence join = new Presence();
        join.setFrom(new JID(JID.escapeNode(room.toString()) + "@mirror.remote." + domain));
        join.setTo(new JID(room.getNode(), room.getDomain(), "Romeo"));
        join.addChildElement("x", "http://jabber.org/protocol/muc");
        join.addChildElement("fmuc", "http://isode.com/protocol/fmuc").addAttribute("from", "romeo@remote." + domain + "/bench");
        server.getPacketRouter().route(join);
        if (!mirror.heard.await(HEARD_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("No room could be mirrored");
        }
    }

    private Packet packet(String domain) {
        Packet made = switch (stanza) {
            case "message" -> message(Message.Type.chat);
            case "groupchat" -> message(Message.Type.groupchat);
            case "presence" -> new Presence();
            case "iq" -> iq();
            default -> throw new IllegalArgumentException("There is no kind of stanza called " + stanza);
        };
        made.setFrom(new JID("juliet", domain, "bench"));
        made.setTo(stanza.equals("groupchat") ? new JID("orchard", "conference." + domain, null)
            : new JID("nurse", domain, "bench"));
        return made;
    }

    private static Message message(Message.Type type) {
        Message message = new Message();
        message.setType(type);
        message.setBody("It is my lady, O, it is my love!");
        return message;
    }

    private static IQ iq() {
        IQ iq = new IQ(IQ.Type.get);
        iq.setChildElement("query", "jabber:iq:version");
        return iq;
    }

    /**
     * Ends the process as soon as JMH has told its results: the server's threads would keep it, and its home is thrown away.
     */
    @TearDown(Level.Trial)
    public void stop() {
        endWithMain();
    }

    static void endWithMain() {
        Thread main = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("main"))
            .findFirst().orElseThrow();
        Thread end = new Thread(() -> {
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(0);
        }, "end");
        end.setDaemon(true);
        end.start();
    }

    /**
     * What a server does with a stanza between two of its users, as far as interceptors see it.
     *
     * @throws PacketRejectedException if it was theirs after all, which would make the figure worthless
     */
    @Benchmark
    public void stanza() throws PacketRejectedException {
        for (PacketInterceptor one : chosen) {
            one.interceptPacket(packet, null, true, false);
            one.interceptPacket(packet, null, false, false);
            one.interceptPacket(packet, null, false, true);
            one.interceptPacket(packet, null, true, true);
        }
    }
}
