package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.dom4j.Element;
import org.xmpp.packet.IQ;

/** What time it is elsewhere (XEP-0202). */
public final class EntityTime {

    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:time";
    /** The element of the question and of the answer. */
    public static final String ELEMENT = "time";

    private EntityTime() {
    }

    /**
     * Reads an answer.
     *
     * @param answer whatever came
     * @return the time in it; empty if it has none that can be read
     */
    public static Optional<Instant> read(IQ answer) {
        Element time = answer.getType() == IQ.Type.result ? answer.getChildElement() : null;
        if (time == null || !ELEMENT.equals(time.getName()) || !NAMESPACE.equals(time.getNamespaceURI())) {
            return Optional.empty();
        }
        try {
            String utc = time.elementText("utc");
            // XEP-0082 has it end in Z; some write an offset.
            return utc == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(utc.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
