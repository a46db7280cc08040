package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;
import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * A request that is answered later: what the answer needs of it. Immutable.
 *
 * @param from who asked
 * @param to   whom he asked, if he said so
 * @param id   the request's id, if it has one
 */
public record Asked(JID from, Optional<JID> to, Optional<String> id) {

    /** The id is remembered until the answer comes, so it is not as long as whoever chooses it likes. */
    public static final int MAX_ID_CHARS = 1024;

    private static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private static final QName LANGUAGE = QName.get("lang", Namespace.XML_NAMESPACE);

    /** Checks that nothing is missing. */
    public Asked {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(id);
    }

    /**
     * Remembers a request.
     *
     * @param from    who asked
     * @param request his request; not changed
     */
    public static Asked of(JID from, IQ request) {
        return new Asked(from, Optional.ofNullable(request.getTo()), Optional.ofNullable(request.getID()));
    }

    /**
     * Tells whether a request can be answered later.
     *
     * @param request any IQ
     * @return false if its id is longer than {@link #MAX_ID_CHARS}
     */
    public static boolean isPossible(IQ request) {
        return request.getID() == null || request.getID().length() <= MAX_ID_CHARS;
    }

    /** The answer to a request that was done: a result without content. */
    public IQ result() {
        return answer(IQ.Type.result);
    }

    /**
     * The answer to a request that was done.
     *
     * @param content given away
     */
    public IQ result(Element content) {
        IQ answer = result();
        answer.setChildElement(content);
        return answer;
    }

    /**
     * The answer to a request that was refused.
     *
     * @param why what the room says
     */
    public IQ error(Refusal why) {
        Element error = DocumentHelper.createElement("error");
        error.addAttribute("type", why.type());
        error.addElement(why.condition(), STANZA_ERRORS);
        error.addElement("text", STANZA_ERRORS).addAttribute(LANGUAGE, "en").setText(why.reason());
        IQ answer = answer(IQ.Type.error);
        answer.setError(new PacketError(error));
        return answer;
    }

    private IQ answer(IQ.Type type) {
        IQ answer = new IQ(type);
        // Without an id of its own where the request had none, as the server answers such requests.
        answer.setID(id.orElse(null));
        // 4.2 cannot route what nobody sends; and no address is the account of whoever asked.
        answer.setFrom(to.orElse(from.asBareJID()));
        answer.setTo(from);
        return answer;
    }
}
