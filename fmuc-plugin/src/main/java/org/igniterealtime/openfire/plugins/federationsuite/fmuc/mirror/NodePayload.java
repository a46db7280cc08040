package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.JID;

/** What the stanzas of a joined node carry, as a room of XEP-0045 would say it. */
final class NodePayload {

    /** The delay of the specification's examples, which XEP-0203 calls {@code <delay/>}. */
    private static final QName DELAY_OF_EXAMPLES = QName.get("x", "urn:xmpp:delay");
    private static final Pattern STAMP_OF_EXAMPLES =
        Pattern.compile("(\\d{4})(\\d{2})(\\d{2})T(\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?)(Z?)");

    private NodePayload() {
    }

    /**
     * With a delay that everybody understands, where it is that of the specification's examples, and without the real address of
     * the speaker, which Openfire's rooms tell in it whoever may know it.
     */
    static Payload withDelay(Payload payload, JID room) {
        boolean ofExamples = !payload.has(Payload.DELAY);
        QName name = ofExamples ? DELAY_OF_EXAMPLES : Payload.DELAY;
        if (!payload.has(name)) {
            return payload;
        }
        String stamp = elements(payload).element(name).attributeValue("stamp", "");
        Matcher old = STAMP_OF_EXAMPLES.matcher(stamp);
        return payload.without(DELAY_OF_EXAMPLES).without(Payload.DELAY).with(DocumentHelper.createElement(Payload.DELAY)
            .addAttribute("from", room.toString())
            .addAttribute("stamp", old.matches() ? old.replaceFirst("$1-$2-$3T$4Z") : stamp));
    }

    /** The real address of the occupant whom a presence tells of, as far as the room says it. */
    static Optional<String> realJid(Payload payload) {
        return Optional.ofNullable(elements(payload).element(Muc.USER)).map(x -> x.element("item"))
            .map(item -> item.attributeValue("jid"));
    }

    /**
     * The payload, telling whose presence it is as {@code <fmuc from>} does: Openfire's rooms have another address there at
     * first, and then know an occupant by this one. Who may see it, the rules decide.
     */
    static Payload naming(Payload payload, Optional<JID> whose) {
        if (whose.isEmpty() || !payload.has(Muc.USER)) {
            return payload;
        }
        Element all = elements(payload);
        all.elements(Muc.USER).stream().flatMap(x -> x.elements("item").stream())
            .forEach(item -> item.addAttribute("jid", whose.get().toString()));
        return Payload.inside(all);
    }

    /** What an occupant was last known to say of himself, with what another presence says that he is to the room. */
    static Payload withStanding(Payload known, Payload told) {
        Element x = elements(told).element(Muc.USER);
        return x == null ? known : known.without(Muc.USER).with(x.createCopy());
    }

    private static Element elements(Payload payload) {
        Element all = DocumentHelper.createElement("all");
        payload.addTo(all);
        return all;
    }
}
