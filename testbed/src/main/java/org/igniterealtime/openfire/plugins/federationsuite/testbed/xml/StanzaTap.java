package org.igniterealtime.openfire.plugins.federationsuite.testbed.xml;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLInputFactory;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;

/**
 * Listens to one direction of an XMPP connection and tells each stanza, as soon as its last byte has passed. It follows
 * stream restarts after SASL and gives up where the stream stops being readable: at STARTTLS, at compression, at bytes
 * that are not XML. Memory: one stanza. Not thread-safe, except for {@link #tapped()}.
 */
public final class StanzaTap {

    private static final Set<String> STANZAS = Set.of("message", "presence", "iq");
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    private static final String COMPRESS = "http://jabber.org/protocol/compress";

    private final AsyncXMLInputFactory factory = new InputFactoryImpl();
    private final Consumer<Stanza> stanzas;
    private final Runnable unreadable;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private AsyncXMLStreamReader<AsyncByteArrayFeeder> reader;
    private int depth;
    private volatile boolean tapped = true;

    /**
     * Makes a tap at the start of a connection.
     *
     * @param stanzas is told each stanza, in the thread that feeds
     * @param unreadable is told when the peers agree to make the connection unreadable, in both directions
     */
    public StanzaTap(Consumer<Stanza> stanzas, Runnable unreadable) {
        this.stanzas = stanzas;
        this.unreadable = unreadable;
        restart();
    }

    /**
     * Whether the tap still understands what passes.
     *
     * @return false for good after TLS, compression or garbage
     */
    public boolean tapped() {
        return tapped;
    }

    /**
     * Stops listening: the other direction saw that this one becomes unreadable.
     */
    public void giveUp() {
        tapped = false;
    }

    /**
     * Takes bytes that passed.
     *
     * @param bytes the bytes; not kept
     * @param offset of the first
     * @param length how many
     */
    public void feed(byte[] bytes, int offset, int length) {
        int start = offset;
        int end = offset + length;
        // An element ends with a '>'. Cutting there makes the parser stop exactly behind it, so its text is known.
        for (int i = offset; i < end && tapped; i++) {
            if (bytes[i] == '>' || i == end - 1) {
                try {
                    parse(bytes, start, i + 1 - start);
                } catch (XMLStreamException e) {
                    tapped = false;
                }
                start = i + 1;
            }
        }
    }

    private void parse(byte[] bytes, int offset, int length) throws XMLStreamException {
        text.write(bytes, offset, length);
        reader.getInputFeeder().feedInput(bytes, offset, length);
        AsyncXMLStreamReader<AsyncByteArrayFeeder> current = reader;
        for (int event = reader.next(); event != AsyncXMLStreamReader.EVENT_INCOMPLETE; event = reader.next()) {
            if (event == AsyncXMLStreamReader.START_ELEMENT) {
                depth++;
                if (depth == 1) {
                    text.reset();
                }
            } else if (event == AsyncXMLStreamReader.END_ELEMENT) {
                depth--;
                if (depth == 1) {
                    ended();
                }
            }
            if (reader != current || !tapped || depth == 0 && event == AsyncXMLStreamReader.END_ELEMENT) {
                return;
            }
        }
    }

    private void ended() {
        String name = reader.getLocalName();
        String namespace = String.valueOf(reader.getNamespaceURI());
        if (STANZAS.contains(name)) {
            stanzas.accept(new Stanza(name, text.toString(StandardCharsets.UTF_8).strip()));
        } else if (namespace.equals(SASL) && name.equals("success")) {
            restart();
        } else if (namespace.equals(TLS) && name.equals("proceed")
            || namespace.equals(COMPRESS) && name.equals("compressed")) {
            tapped = false;
            unreadable.run();
        }
        text.reset();
    }

    private void restart() {
        reader = factory.createAsyncForByteArray();
        depth = 0;
        text.reset();
    }
}
