package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Collection;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.auth.UnauthorizedException;
import org.jivesoftware.openfire.handler.IQHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

/**
 * The handler of the core that ours stands before. Only its {@code handleIQ} is called: {@code process} has another
 * signature in 5.1 than before. As thread-safe as the core's handler, which the server calls from many threads itself.
 */
final class CoreHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CoreHandler.class);

    private final IQHandler handler;

    private CoreHandler(IQHandler handler) {
        this.handler = Objects.requireNonNull(handler);
    }

    /**
     * Finds the core's handler of a namespace. The list has the core's own handlers only, none that plugins added.
     *
     * @param handlers  the core's handlers
     * @param namespace the namespace
     * @return the handler
     * @throws IllegalStateException if there is none
     */
    static CoreHandler of(Collection<IQHandler> handlers, String namespace) {
        for (IQHandler handler : handlers) {
            IQHandlerInfo info = handler.getInfo();
            if (info != null && namespace.equals(info.getNamespace())) {
                return new CoreHandler(handler);
            }
        }
        throw new IllegalStateException("This server has no handler for " + namespace);
    }

    /**
     * Lets the core handle a stanza. The core fails over some of what clients may send (in 4.2 over a publication without
     * a node); its sender gets an error for it and the log one line, for he decides how often it is written.
     *
     * @param iq the stanza
     * @return the answer to send, or null if there is none or the core sent it itself
     */
    IQ handle(IQ iq) {
        try {
            return handler.handleIQ(iq);
        } catch (UnauthorizedException e) {
            return refuse(iq, PacketError.Condition.not_authorized);
        } catch (RuntimeException e) {
            LOG.warn("The server's own handler failed over a pubsub request from {}: {}", LogText.of(iq.getFrom()),
                LogText.of(e));
            return refuse(iq, PacketError.Condition.internal_server_error);
        }
    }

    /** Nothing for what is no request: results and errors are never answered. */
    private static IQ refuse(IQ iq, PacketError.Condition condition) {
        // The attribute as it stands: IQ.getType() throws for a type it does not know.
        String type = iq.getElement().attributeValue("type");
        if (!"get".equals(type) && !"set".equals(type)) {
            return null;
        }
        IQ reply = IQ.createResultIQ(iq);
        reply.setError(condition);
        return reply;
    }
}
