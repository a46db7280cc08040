package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.List;
import org.dom4j.Element;
import org.dom4j.QName;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.PacketRouter;
import org.jivesoftware.openfire.handler.IQHandler;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * The archive of group chat rooms (XEP-0313), as the Monitoring plugin has one, which is not on Maven Central: it registers
 * with the service in the same way and answers in the same order, but what it tells of a room is what it was given.
 */
final class RoomArchive extends IQHandler {

    private static final String NAMESPACE = "urn:xmpp:mam:2";
    private static final String STAMP = "2010-07-10T23:08:%02dZ";

    private final PacketRouter router;
    private final List<String> bodies;

    /**
     * Makes an archive.
     *
     * @param router takes what it sends
     * @param bodies what was said in each room, oldest first, by somebody whose nick is Juliet
     */
    RoomArchive(PacketRouter router, List<String> bodies) {
        super("The testbed's archive of rooms");
        this.router = router;
        this.bodies = List.copyOf(bodies);
    }

    @Override
    public IQHandlerInfo getInfo() {
        return new IQHandlerInfo("query", NAMESPACE);
    }

    @Override
    public IQ handleIQ(IQ query) {
        IQ end = IQ.createResultIQ(query);
        if (query.getType() == IQ.Type.set) {
            for (int i = 0; i < bodies.size(); i++) {
                router.route(told(query, i));
            }
            end.setChildElement("fin", NAMESPACE).addAttribute("complete", "true");
        }
        return end;
    }

    private Message told(IQ query, int position) {
        JID room = query.getTo().asBareJID();
        Message message = new Message();
        message.setFrom(room);
        message.setTo(query.getFrom());
        Element result = message.addChildElement("result", NAMESPACE).addAttribute("id", "archived-" + position);
        String queryId = query.getChildElement().attributeValue("queryid");
        if (queryId != null) {
            result.addAttribute("queryid", queryId);
        }
        Element forwarded = result.addElement(QName.get("forwarded", "urn:xmpp:forward:0"));
        forwarded.addElement(QName.get("delay", "urn:xmpp:delay")).addAttribute("stamp", String.format(STAMP, position));
        Element original = forwarded.addElement(QName.get("message", "jabber:client")).addAttribute("type", "groupchat")
            .addAttribute("from", room + "/Juliet");
        original.addElement("body").setText(bodies.get(position));
        return message;
    }
}
