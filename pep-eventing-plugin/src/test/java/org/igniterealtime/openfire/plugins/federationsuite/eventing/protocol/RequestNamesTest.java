package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** Which requests are worth a closer look. */
public class RequestNamesTest {

    private static final RequestNames NAMES =
        RequestNames.ofNode("presence").and(RequestNames.ofChild("subscriptions")).and(RequestNames.NONE);

    private static void assertIn(boolean expected, RequestNames names, String content) {
        assertEquals(content, expected, names.areIn(Xml.element("<iq type='set' id='x'>" + content + "</iq>")));
    }

    @Test
    public void aRequestIsKnownByItsNodeOrByWhatItAsksForWhereverThatStands() {
        for (String content : new String[] {"<pubsub xmlns='urn:x'><publish node='presence'/></pubsub>",
            " <pubsub xmlns='urn:x'> text <subscriptions node='tune'/></pubsub>",
            "<other/><pubsub xmlns='urn:x'><create node='tune'/><configure node='presence'/></pubsub>",
            "<pubsub xmlns='urn:x'/><pubsub xmlns='urn:x'><items node='presence'/></pubsub>"}) {
            assertIn(true, NAMES, content);
            assertIn(false, RequestNames.NONE, content);
        }
    }

    @Test
    public void nobodyHasToLookAtAnythingElse() {
        for (String content : new String[] {"", "<pubsub xmlns='urn:x'/>", "<pubsub xmlns='urn:x'>presence</pubsub>",
            "<pubsub xmlns='urn:x'><publish node='tune'><item><publish node='presence'/></item></publish></pubsub>",
            "<pubsub xmlns='urn:x'><items/></pubsub>", "<query node='presence'><items node='presence'/></query>"}) {
            assertIn(false, NAMES, content);
            assertIn(true, NAMES.and(RequestNames.ALL), content);
            assertIn(true, RequestNames.ALL.and(NAMES), content);
        }
    }
}
