package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.junit.Rule;
import org.junit.Test;

/**
 * What goes wrong on a link in other ways than being slow: one end notices it, or none, and when.
 */
public class BrokenLinkTest {

    private static final String OPENING = "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final int BRIEFLY = 200;

    @Rule
    public final LinkedSockets sockets = new LinkedSockets();

    @Test
    public void whatOneEndSendsIsSwallowedWhileTheOtherIsHeard() throws IOException {
        sockets.link().swallow();
        send(sockets.near(), "lost");
        assertSilent(sockets.far());
        send(sockets.far(), "heard");
        assertHears(sockets.near(), "heard");
        assertEquals("it is counted where it was sent", 4, sockets.link().bytesSent());
    }

    @Test
    public void aConnectionWithAHoleEndsForBothWhenTheLinkIsWhole() throws IOException {
        sockets.link().swallow();
        send(sockets.near(), "lost");
        assertSilent(sockets.far());
        sockets.link().heal();
        assertEnds(sockets.far());
        assertEnds(sockets.near());
        sockets.reconnect();
        send(sockets.near(), "heard");
        assertHears(sockets.far(), "heard");
    }

    @Test
    public void aConnectionOfWhichNothingWasLostGoesOn() throws IOException {
        sockets.link().swallow();
        sockets.link().heal();
        send(sockets.near(), "heard");
        assertHears(sockets.far(), "heard");
    }

    @Test
    public void theEndOfWhoeverIsSwallowedIsNotHeardEither() throws IOException {
        sockets.link().swallow();
        sockets.near().close();
        assertSilent(sockets.far());
        send(sockets.far(), "to nobody");
        send(sockets.far(), "and again");
        assertSilent(sockets.far());
        sockets.link().heal();
        assertEnds(sockets.far());
    }

    @Test
    public void aHalfClosedConnectionIsOverForOneEndAndTheOtherGoesOnSendingIntoNothing() throws IOException {
        sockets.link().halfClose();
        assertEnds(sockets.near());
        Socket believes = sockets.far();
        send(believes, "to nobody");
        send(believes, "and again");
        assertSilent(believes);
        sockets.reconnect();
        send(sockets.near(), "heard");
        assertHears(sockets.far(), "heard");
        sockets.link().heal();
        assertEnds(believes);
        send(sockets.near(), "still");
        assertHears(sockets.far(), "still");
    }

    @Test
    public void itIsTheOtherEndThatBelievesWhenItIsSeenFromThere() throws IOException {
        sockets.link().reversed().halfClose();
        assertEnds(sockets.far());
        send(sockets.near(), "to nobody");
        assertSilent(sockets.near());
    }

    @Test
    public void theLinkIsCutAtAStanzaWhichDoesNotArrive() throws IOException {
        sockets.link().cutAt(stanza -> stanza.id().equals("2"));
        String before = OPENING + "<message id='1'/>";
        send(sockets.near(), before);
        assertHears(sockets.far(), before);
        assertFalse(sockets.link().isCut());
        send(sockets.near(), "<message id='2'/>");
        assertEnds(sockets.far());
        // The connection ends before both sides are known to be cut, and on another thread.
        Waiting.until("the link to be cut", Waiting.PATIENCE, sockets.link()::isCut);
        assertThrows(ConnectException.class, sockets::reconnect);
        sockets.link().heal();
        sockets.reconnect();
        send(sockets.near(), OPENING + "<message id='2'/>");
        assertHears(sockets.far(), OPENING + "<message id='2'/>");
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertHears(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(bytes, socket.getInputStream().readNBytes(bytes.length));
    }

    /** Nothing comes, and the connection is there. */
    private static void assertSilent(Socket socket) throws IOException {
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(BRIEFLY);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout(patience);
    }

    private static void assertEnds(Socket socket) throws IOException {
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException e) {
            // A reset is an end as well.
            assertTrue(e.getMessage(), e.getMessage().contains("reset"));
        }
    }
}
