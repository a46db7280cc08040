package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/**
 * A slow link between two sockets, by the real clock: never faster than it should be, and slower only within what a busy
 * machine explains.
 */
public class ShapedLinkTest {

    private static final int SPEED = 80_000;
    private static final Duration DELAY = Duration.ofMillis(300);
    private static final long TOLERANCE_MILLIS = 2_000;

    @Rule
    public final LinkedSockets sockets = new LinkedSockets();

    private Link link;
    private Socket near;
    private Socket far;

    @Before
    public void name() {
        link = sockets.link();
        near = sockets.near();
        far = sockets.far();
    }

    @Test
    public void bytesComeWholeAtTheSpeedOfTheLinkAndAfterItsDelay() throws IOException {
        link.shape(SPEED, DELAY);
        byte[] bytes = random(10_000);
        long start = System.nanoTime();
        near.getOutputStream().write(bytes);
        assertArrayEquals(bytes, far.getInputStream().readNBytes(bytes.length));
        assertTook(start, 1_000 + DELAY.toMillis());
        assertEquals(bytes.length, link.bytesSent());
    }

    @Test
    public void theOtherDirectionHasALineOfItsOwn() throws IOException {
        link.shape(SPEED, DELAY);
        long start = System.nanoTime();
        near.getOutputStream().write(random(40_000));
        far.getOutputStream().write(1);
        assertEquals(1, near.getInputStream().read());
        assertTook(start, DELAY.toMillis());
        assertTrue("not behind the four seconds of the other direction", millisSince(start) < 4_000);
    }

    @Test
    public void theEndOfAStreamComesAfterItsBytes() throws IOException {
        link.shape(SPEED, DELAY);
        byte[] bytes = random(3_000);
        near.getOutputStream().write(bytes);
        near.shutdownOutput();
        assertArrayEquals(bytes, far.getInputStream().readAllBytes());
    }

    @Test
    public void aLinkThatIsFastAgainKeepsTheOrder() throws IOException {
        link.shape(SPEED, DELAY);
        byte[] bytes = random(20_000);
        near.getOutputStream().write(bytes, 0, 5_000);
        assertEquals(bytes[0] & 0xff, far.getInputStream().read());
        link.unshape();
        near.getOutputStream().write(bytes, 5_000, 15_000);
        byte[] rest = far.getInputStream().readNBytes(bytes.length - 1);
        for (int i = 1; i < bytes.length; i++) {
            assertEquals("byte " + i, bytes[i], rest[i - 1]);
        }
    }

    @Test
    public void nothingPassesDuringAnOutageAndNothingIsLost() throws IOException {
        link.hold();
        near.getOutputStream().write(7);
        far.setSoTimeout(300);
        assertThrows(SocketTimeoutException.class, () -> far.getInputStream().read());
        far.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        link.release();
        assertEquals(7, far.getInputStream().read());
    }

    @Test
    public void aCutEndsAnOutageToo() throws IOException {
        link.hold();
        near.getOutputStream().write(7);
        link.cut();
        try {
            assertEquals(-1, far.getInputStream().read());
        } catch (SocketException e) {
            // A reset is an end as well.
            assertTrue(e.getMessage(), e.getMessage().contains("reset"));
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void assertTook(long start, long millis) {
        long took = millisSince(start);
        assertTrue("took " + took + " ms, should be " + millis, took >= millis && took < millis + TOLERANCE_MILLIS);
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
