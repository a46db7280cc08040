package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.List;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StanzaText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.XmlText;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * Writes what local clients are to get as text, for the nodes of a cluster to which they are connected, and reads it.
 * Thread-safe: one parses at a time.
 */
public final class EffectsCodec {

    private static final String BROADCAST = "broadcast";

    private final XmlText reader = new XmlText();

    /**
     * Writes effects.
     *
     * @param effects stanzas only: alarms are for whoever has set them
     * @return the text; empty if there are none
     */
    public String encode(List<Effect> effects) {
        if (effects.isEmpty()) {
            return "";
        }
        Element root = DocumentHelper.createElement("effects");
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                root.addElement("send").add(send.stanza().getElement().createCopy());
            } else if (effect instanceof Effect.Broadcast broadcast) {
                Element element = root.addElement(BROADCAST);
                broadcast.receivers().forEach(receiver -> element.addElement("to").setText(receiver.toString()));
                element.add(broadcast.message().getElement().createCopy());
            }
        }
        return root.asXML();
    }

    /**
     * Reads effects.
     *
     * @param text what {@link #encode} wrote
     * @return the effects; none if the text is damaged
     */
    public List<Effect> decode(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            List<Effect> effects = new ArrayList<>();
            for (Element element : reader.read(text).elements()) {
                List<Element> parts = element.elements();
                Packet stanza = StanzaText.of(parts.get(parts.size() - 1).createCopy());
                if (element.getName().equals(BROADCAST) && stanza instanceof Message message) {
                    effects.add(new Effect.Broadcast(message,
                        parts.subList(0, parts.size() - 1).stream().map(to -> new JID(to.getText(), true)).toList()));
                } else {
                    effects.add(new Effect.Send(stanza));
                }
            }
            return effects;
        } catch (DocumentException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return List.of();
        }
    }
}
