package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaTap;

/**
 * A socket that lets a tap see what comes in. Smack's own parsed stanzas would have lost the exact text.
 */
final class TappedSocket extends Socket {

    private final StanzaTap tap;
    private InputStream tapped;

    TappedSocket(StanzaTap tap) {
        this.tap = tap;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (tapped == null) {
            tapped = new TappedStream(super.getInputStream(), tap);
        }
        return tapped;
    }

    private static final class TappedStream extends FilterInputStream {

        private final StanzaTap tap;

        TappedStream(InputStream in, StanzaTap tap) {
            super(in);
            this.tap = tap;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                tap.feed(buffer, offset, read);
            }
            return read;
        }
    }
}
