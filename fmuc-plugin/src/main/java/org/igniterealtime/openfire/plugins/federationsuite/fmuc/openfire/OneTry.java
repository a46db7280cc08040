package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.function.BiPredicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.FirstTry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.jivesoftware.openfire.session.OutgoingServerSession;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Lets what is said to all go to another server over one connection only. When that breaks, the rules take what may have been
 * on it for lost, and it comes again in its order; the server's own second try would come behind or between that, or before
 * what was said earlier and is lost: 4.2.0 writes a stanza that it could not write to the next connection, and 5.1 all of
 * those that a dying connection was given, each on a thread of its own. See {@link FirstTry}. Thread-safe.
 *
 * <p>For stanzas that are not ours it is a look at the kind of their session and the letters of two addresses.
 */
final class OneTry implements PacketInterceptor {

    private final String mirror;
    private final String servicesSuffix;
    private volatile BiPredicate<JID, JID> goesToSlave = (room, slave) -> false;

    /**
     * For both ends of links.
     *
     * @param mirror the domain of the mirror, in lower case
     * @param domain the server's
     */
    OneTry(String mirror, String domain) {
        this.mirror = mirror;
        this.servicesSuffix = '.' + domain;
    }

    /** Has it asked, from now on, whether a local room, the first, sends what it sends to the second, a slave. */
    void asking(BiPredicate<JID, JID> guard) {
        goesToSlave = guard;
    }

    /** Marks what is said to all and leaves the server, before it is routed. */
    static void mark(Packet stanza, String domain) {
        JID to = stanza.getTo();
        boolean leaves = to != null && !to.getDomain().equals(domain) && !to.getDomain().endsWith('.' + domain);
        if (leaves) {
            FirstTry.mark(stanza);
        }
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed)
        throws PacketRejectedException {
        if (incoming || processed || !(session instanceof OutgoingServerSession)) {
            return;
        }
        String from = stanza.getElement().attributeValue("from");
        String to = stanza.getElement().attributeValue("to");
        boolean ours = AddressText.isAt(from, mirror) && AddressText.mayBeSlave(from)
            || AddressText.mayEndIn(from, servicesSuffix) && AddressText.mayBeSlave(to);
        if (ours && !FirstTry.take(stanza) && FirstTry.matters(stanza) && comesAgain(stanza)) {
            throw new PacketRejectedException();
        }
    }

    /** Tells whether it is one of those that are marked: others of the server may speak like that, too. */
    private boolean comesAgain(Packet stanza) {
        return AddressText.isAt(stanza.getFrom().toString(), mirror)
            || stanza.getTo().getResource() == null && goesToSlave.test(stanza.getFrom().asBareJID(), stanza.getTo());
    }
}
