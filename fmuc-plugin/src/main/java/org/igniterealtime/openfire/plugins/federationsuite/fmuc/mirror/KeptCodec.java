package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.XmlText;
import org.xmpp.packet.JID;

/** Writes messages that are kept as text, and reads them. Thread-safe. */
public final class KeptCodec {

    private static final String VERSION = "1";

    private final XmlText reader = new XmlText();

    /**
     * A message and its room.
     *
     * @param room    the room
     * @param message the message
     */
    public record Entry(SlaveAddress room, Kept message) {
    }

    /** Writes a message. One that may have been sent when it is read may have arrived. */
    public String encode(SlaveAddress room, Kept message) {
        Element root = DocumentHelper.createElement("kept").addAttribute("version", VERSION)
            .addAttribute("slave", room.slave().toString()).addAttribute("master", room.master().toString());
        Kept.State state = message.state() == Kept.State.HELD ? Kept.State.HELD : Kept.State.DOUBTFUL;
        write(root, message.in(state, message.since()));
        return root.asXML();
    }

    /**
     * Reads a message.
     *
     * @param text what {@link #encode} wrote
     * @return the message, or empty if the text is of another version or damaged
     */
    public Optional<Entry> decode(String text) {
        try {
            Element root = reader.read(text);
            return VERSION.equals(root.attributeValue("version")) ? Optional.of(new Entry(
                new SlaveAddress(new JID(root.attributeValue("slave")), new JID(root.attributeValue("master"))), read(root)))
                : Optional.empty();
        } catch (DocumentException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            // Damaged. A missing attribute is null, and null is refused by everything that it is given to.
            return Optional.empty();
        }
    }

    static void write(Element element, Kept message) {
        element.addAttribute("number", Long.toString(message.number())).addAttribute("nick", message.nick())
            .addAttribute("user", message.user().toString()).addAttribute("id", message.id().orElse(null))
            .addAttribute("at", message.at().toString()).addAttribute("state", message.state().name())
            .addAttribute("since", message.since().toString());
        message.payload().addTo(element);
    }

    static Kept read(Element element) {
        return new Kept(Long.parseLong(element.attributeValue("number")), element.attributeValue("nick"),
            new JID(element.attributeValue("user")), Optional.ofNullable(element.attributeValue("id")), Payload.inside(element),
            Instant.parse(element.attributeValue("at")), Kept.State.valueOf(element.attributeValue("state")),
            Instant.parse(element.attributeValue("since")));
    }
}
