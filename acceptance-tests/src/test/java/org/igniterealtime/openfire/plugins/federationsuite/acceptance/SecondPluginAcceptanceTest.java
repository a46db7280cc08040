package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Another plugin that wants the same requests as eventing. The server keeps one handler for each namespace, the latest, and
 * tells nobody; whoever is taken out, its own handlers must go on working.
 */
public class SecondPluginAcceptanceTest extends PubsubTest {

    private static final String NAME = "rival";
    /** Answers all pubsub requests, in a way that nobody else does. */
    private static final String SOURCE = """
        package small;
        import org.jivesoftware.openfire.IQHandlerInfo;
        import org.jivesoftware.openfire.XMPPServer;
        import org.jivesoftware.openfire.handler.IQHandler;
        import org.xmpp.packet.IQ;
        public final class Rival implements org.jivesoftware.openfire.container.Plugin {
            private final IQHandler handler = new Handler();
            private static final class Handler extends IQHandler {
                private final IQHandlerInfo info = new IQHandlerInfo("pubsub", "http://jabber.org/protocol/pubsub");
                Handler() {
                    super("Rival");
                }
                public IQHandlerInfo getInfo() {
                    return info;
                }
                public IQ handleIQ(IQ iq) {
                    if (!iq.isRequest()) {
                        return null;
                    }
                    IQ answer = IQ.createResultIQ(iq);
                    answer.setChildElement("rival", "urn:rival");
                    return answer;
                }
            }
            public void initializePlugin(org.jivesoftware.openfire.container.PluginManager manager, java.io.File directory) {
                XMPPServer.getInstance().getIQRouter().addHandler(handler);
            }
            public void destroyPlugin() {
                XMPPServer.getInstance().getIQRouter().removeHandler(handler);
            }
        }
        """;

    private Client curtis;
    private Client tybalt;
    private List<String> core;

    /** Runs on one kind of server. */
    public SecondPluginAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    public void whicheverComesFirstAndGoesFirstTheServersOwnHandlersWork() {
        curtis = login(capulet(), "curtis", "Swift");
        tybalt = login(capulet(), "tybalt", "sword");
        Contacts.befriend(curtis, tybalt);
        SuitePart.EVENTING.switchOff(capulet());
        core = answers();
        SuitePart.EVENTING.switchOn(capulet());
        assertTrue(oursAnswers());

        theOtherComesAfterUsAndWeGoFirst();
        theOtherComesBeforeUsAndWeGoFirst();
        theOtherComesAfterUsAndTheSuiteIsTakenOut();
    }

    private void theOtherComesAfterUsAndWeGoFirst() {
        comes();
        assertTrue(rivalAnswers());
        SuitePart.EVENTING.switchOff(capulet());
        assertTrue("it is still there", rivalAnswers());
        goes();
        assertEquals(core, answers());
        SuitePart.EVENTING.switchOn(capulet());
        assertTrue(oursAnswers());
    }

    private void theOtherComesBeforeUsAndWeGoFirst() {
        SuitePart.EVENTING.switchOff(capulet());
        comes();
        SuitePart.EVENTING.switchOn(capulet());
        assertTrue(oursAnswers());
        SuitePart.EVENTING.switchOff(capulet());
        assertEquals("the server has forgotten the other one when we came", core, answers());
        goes();
        assertEquals(core, answers());
        SuitePart.EVENTING.switchOn(capulet());
        assertTrue(oursAnswers());
    }

    private void theOtherComesAfterUsAndTheSuiteIsTakenOut() {
        comes();
        capulet().control().deletePlugin("federationsuite");
        assertTrue(rivalAnswers());
        goes();
        assertEquals(core, answers());
        assertFalse(oursAnswers());
    }

    private void comes() {
        capulet().control().installPlugin(PluginJar.write(directory(), NAME, "Rival", SOURCE));
        Waiting.until("the other plugin", Waiting.PATIENCE, () -> capulet().control().plugins().stream()
            .anyMatch(plugin -> plugin.name().equals(NAME)));
    }

    private void goes() {
        capulet().control().deletePlugin(NAME);
    }

    private boolean rivalAnswers() {
        return curtis.ask("get", "", "<pubsub xmlns='" + PUBSUB + "'><subscriptions/></pubsub>").text().contains("urn:rival");
    }

    /** What is published is presence, and nobody else does that. */
    private boolean oursAnswers() {
        String status = "Moping " + System.nanoTime();
        curtis.ask("set", "", "<pubsub xmlns='" + PUBSUB + "'><publish node='presence'><item><presence xmlns='jabber:client'>"
            + "<status>" + status + "</status></presence></item></publish></pubsub>");
        curtis.send("<message id='behind' to='" + tybalt.address() + "'/>");
        tybalt.await("what comes behind", stanza -> stanza.id().equals("behind"));
        return tybalt.received().stream().anyMatch(stanza -> stanza.name().equals("presence") && stanza.text().contains(status));
    }

    private List<String> answers() {
        return List.of(answer("set", "", "<publish node='tune'><item id='i'><tune xmlns='urn:tune'/></item></publish>"),
            answer("get", "", "<items node='tune'/>"), answer("get", "", "<items node='nothing'/>"),
            answer("get", "#owner", "<configure node='nothing'/>"), answer("set", "#owner", "<delete node='tune'/>"));
    }

    private String answer(String type, String namespace, String content) {
        Stanza answer = curtis.ask(type, "", "<pubsub xmlns='" + PUBSUB + namespace + "'>" + content + "</pubsub>");
        return Canonical.text(answer.element()).replace(answer.id(), "ID");
    }
}
