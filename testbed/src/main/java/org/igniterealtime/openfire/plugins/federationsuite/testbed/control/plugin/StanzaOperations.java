package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.Map;
import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.jivesoftware.openfire.XMPPServer;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Sending in the server's own name: what a server says itself no client can say for it.
 */
final class StanzaOperations {

    private StanzaOperations() {
    }

    static void add(Map<String, Operation> all) {
        all.put("route", arguments -> {
            XMPPServer.getInstance().getPacketRouter().route(stanza(arguments.get("xml")));
            return "";
        });
        all.put("deliver", arguments -> {
            XMPPServer.getInstance().getPacketDeliverer().deliver(unchecked(arguments.get("xml")));
            return "";
        });
        all.put("receive", arguments -> {
            int count = Integer.parseInt(arguments.get("count"));
            for (int i = 0; i < count; i++) {
                // As the server makes it of what another server sends, whose addresses 4.2 does not look at.
                String xml = arguments.get("xml").replace("{}", String.valueOf(i));
                Element element = DocumentHelper.parseText(xml).getRootElement();
                XMPPServer.getInstance().getPacketRouter().route(new Presence(element, true));
            }
            return "";
        });
    }

    /** With whatever addresses: what is no address may be said to others all the same. */
    private static Packet unchecked(String xml) throws DocumentException {
        Element element = DocumentHelper.parseText(xml).getRootElement();
        return switch (element.getName()) {
            case "message" -> new Message(element, true);
            case "presence" -> new Presence(element, true);
            case "iq" -> new IQ(element, true);
            default -> throw new IllegalArgumentException("Not a stanza: " + xml);
        };
    }

    private static Packet stanza(String xml) throws DocumentException {
        Element element = DocumentHelper.parseText(xml).getRootElement();
        return switch (element.getName()) {
            case "message" -> new Message(element);
            case "presence" -> new Presence(element);
            case "iq" -> new IQ(element);
            default -> throw new IllegalArgumentException("Not a stanza: " + xml);
        };
    }
}
