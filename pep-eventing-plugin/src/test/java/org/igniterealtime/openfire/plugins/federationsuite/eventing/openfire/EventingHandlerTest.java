package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.PresencePublication;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RequestNames;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.jivesoftware.openfire.IQHandlerInfo;
import org.jivesoftware.openfire.auth.UnauthorizedException;
import org.jivesoftware.openfire.handler.IQHandler;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/** What the handler does itself, what it passes on, and what becomes of failures of the one it passes to. */
public class EventingHandlerTest {

    private static final String PRESENCE = "<presence xmlns='jabber:client' from='romeo@montague.lit/x'><show>away</show>"
        + "</presence>";

    private final MapSettings settings = new MapSettings();
    private final List<Packet> routed = new ArrayList<>();
    private final List<IQ> passedOn = new ArrayList<>();
    private final IQ coresAnswer = new IQ(IQ.Type.result, "core");

    /** A handler of the core's kind. */
    private static final class Core extends IQHandler {

        private final String namespace;
        private final Function<IQ, IQ> answer;

        Core(String namespace, Function<IQ, IQ> answer) {
            super("core");
            this.namespace = namespace;
            this.answer = answer;
        }

        @Override
        public IQ handleIQ(IQ iq) throws UnauthorizedException {
            if (answer == null) {
                throw new UnauthorizedException();
            }
            return answer.apply(iq);
        }

        @Override
        public IQHandlerInfo getInfo() {
            return namespace == null ? null : new IQHandlerInfo("pubsub", namespace);
        }
    }

    private EventingHandler handler(Function<IQ, IQ> core) {
        CoreHandler others = CoreHandler.of(List.of(new Core(PubsubRequestCodec.NAMESPACE, core)),
            PubsubRequestCodec.NAMESPACE);
        Features features = new Features(settings, Map.of(EventingSettings.PRESENCE, new PresencePublication()));
        return new EventingHandler(PubsubRequestCodec.NAMESPACE, features,
            new Deeds(routed::add, new OwnStanzas(routed::add, () -> "ours"), (who, withdrawn) -> { }),
            address -> address.getDomain().equals("capulet.lit"), others::handle);
    }

    private IQ handle(String xml) {
        return handler(iq -> {
            passedOn.add(iq);
            return coresAnswer;
        }).handleIQ(Xml.iq(xml));
    }

    @Test
    public void publishedPresenceIsRoutedAsTheResourcesOwnAndConfirmed() {
        IQ answer = handle(Xml.publishItem(PRESENCE));
        assertEquals(IQ.Type.result, answer.getType());
        assertEquals("pres1", answer.getID());
        assertEquals(1, routed.size());
        assertEquals("<presence from=\"juliet@capulet.lit/balcony\"><show>away</show></presence>", routed.get(0).toXML());
        assertEquals(List.of(), passedOn);
    }

    @Test
    public void theSameWorksWhereTheServerWritesTheOwnAccountIn() {
        IQ answer = handle(Xml.publishItem(PRESENCE).replace("<iq ", "<iq to='juliet@capulet.lit' "));
        assertEquals(IQ.Type.result, answer.getType());
        assertEquals("juliet@capulet.lit", answer.getFrom().toString());
        assertEquals(1, routed.size());
        assertNull(routed.get(0).getTo());
    }

    @Test
    public void aRequestWithoutAnIdIsAnsweredToo() {
        assertEquals(IQ.Type.result, handle(Xml.publishItem(PRESENCE).replace("id='pres1'", "")).getType());
    }

    @Test
    public void aMalformedPublicationIsRefusedAndReachesNobody() {
        IQ answer = handle(Xml.publishItem("<presence xmlns='jabber:client' type='subscribe'/>"));
        assertEquals(PacketError.Condition.bad_request, answer.getError().getCondition());
        assertEquals("invalid-payload", answer.getError().getApplicationConditionName());
        assertEquals(List.of(), routed);
        assertEquals(List.of(), passedOn);
    }

    @Test
    public void whatIsSwitchedOffIsTheCores() {
        settings.set(EventingSettings.PRESENCE, false);
        assertSame(coresAnswer, handle(Xml.publishItem(PRESENCE)));
        assertEquals(List.of(), routed);
    }

    @Test
    public void otherRequestsReachTheCoreUnchangedAndItsAnswerIsGivenBack() {
        String request = Xml.publish("<publish node='tune'><item><tune xmlns='http://jabber.org/protocol/tune'/></item>"
            + "</publish>");
        assertSame(coresAnswer, handle(request));
        assertEquals(Xml.iq(request).toXML(), passedOn.get(0).toXML());
        assertEquals(List.of(), routed);
    }

    @Test
    public void whatNoFeatureMindsIsAskedNobodyAbout() {
        Features features = new Features(settings, Map.of(EventingSettings.PRESENCE, new Feature() {
            @Override
            public RequestNames requests() {
                return RequestNames.ofNode("tune");
            }

            @Override
            public List<Effect> on(Event event) {
                throw new AssertionError(event);
            }
        }));
        EventingHandler handler = new EventingHandler(PubsubRequestCodec.NAMESPACE, features,
            new Deeds(routed::add, new OwnStanzas(routed::add, () -> "ours"), (who, withdrawn) -> { }), address -> {
                throw new AssertionError(address);
            }, iq -> coresAnswer);
        assertSame(coresAnswer, handler.handleIQ(Xml.iq(Xml.publishItem(PRESENCE))));
    }

    @Test
    public void aPublicationByAStrangerReachesTheCoreOnly() {
        assertSame(coresAnswer, handle(Xml.publishItem(PRESENCE).replace("juliet@capulet.lit/balcony", "r@montague.lit/x")));
        assertEquals(List.of(), routed);
    }

    @Test
    public void aFailureOfTheCoreIsAnsweredAsAnError() {
        IQ answer = handler(iq -> {
            throw new NullPointerException();
        }).handleIQ(Xml.iq(Xml.publish("<publish/>")));
        assertEquals(PacketError.Condition.internal_server_error, answer.getError().getCondition());
    }

    @Test
    public void aRefusalOfTheCoreIsAnsweredAsAnError() {
        IQ answer = handler(null).handleIQ(Xml.iq(Xml.publish("<items node='x'/>")));
        assertEquals(PacketError.Condition.not_authorized, answer.getError().getCondition());
    }

    @Test
    public void errorsAndResultsAreNeverAnsweredWithErrors() {
        for (String type : new String[] {"result", "error", "nonsense"}) {
            assertNull(type, handler(null).handleIQ(Xml.iq(Xml.publishItem(PRESENCE).replace("'set'", "'" + type + "'"))));
        }
    }

    @Test
    public void itKnowsWhetherTheServerStillBringsItsStanzasHere() {
        EventingHandler handler = handler(iq -> {
            passedOn.add(iq);
            return null;
        });
        JID server = new JID("capulet.lit");
        List<IQ> asked = new ArrayList<>();
        assertTrue(handler.isInPlace(stanza -> {
            asked.add((IQ) stanza);
            assertNull("it needs no answer", handler.handleIQ((IQ) stanza));
        }, server));
        assertFalse("another handler has it", handler.isInPlace(stanza -> { }, server));
        assertEquals(List.of(), passedOn);
        assertTrue("nobody has to answer it", asked.get(0).isResponse());
    }

    @Test
    public void theCoresHandlerIsFoundByItsNamespace() {
        List<IQHandler> handlers = List.of(new Core(null, iq -> null),
            new Core("http://jabber.org/protocol/pubsub#owner", iq -> null),
            new Core(PubsubRequestCodec.NAMESPACE, iq -> coresAnswer));
        assertSame(coresAnswer, CoreHandler.of(handlers, PubsubRequestCodec.NAMESPACE).handle(new IQ(IQ.Type.get)));
    }

    @Test
    public void aServerWithoutAHandlerOfItsOwnIsRefused() {
        assertThrows(IllegalStateException.class, () -> CoreHandler.of(List.of(), PubsubRequestCodec.NAMESPACE));
    }
}
