package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError.Reason;
import org.junit.Test;
import org.xmpp.packet.PacketError;

/** The words of errors, as XEP-0060 and RFC 6120 have them. */
public class PubsubErrorTest {

    private static void assertIs(Reason reason, String condition, PacketError.Type type, String pubsubCondition) {
        assertEquals(condition, reason.condition());
        assertEquals(type, reason.type());
        assertEquals(Optional.ofNullable(pubsubCondition), reason.pubsubCondition());
    }

    @Test
    public void examplesOfTheSpecificationHaveTheseWords() {
        assertIs(Reason.INVALID_JID, "bad-request", PacketError.Type.modify, "invalid-jid");
        assertIs(Reason.PENDING_SUBSCRIPTION, "not-authorized", PacketError.Type.auth, "pending-subscription");
        assertIs(Reason.TOO_MANY_SUBSCRIPTIONS, "policy-violation", PacketError.Type.wait, "too-many-subscriptions");
        assertIs(Reason.NOT_SUBSCRIBED, "unexpected-request", PacketError.Type.cancel, "not-subscribed");
        assertIs(Reason.ITEM_REQUIRED, "bad-request", PacketError.Type.modify, "item-required");
        assertIs(Reason.NODE_REQUIRED, "not-acceptable", PacketError.Type.modify, "nodeid-required");
        assertIs(Reason.NOT_FOUND, "item-not-found", PacketError.Type.cancel, null);
    }

    @Test
    public void everyReasonHasAConditionAndNoneIsEmpty() {
        for (Reason reason : Reason.values()) {
            assertFalse(reason.name(), reason.condition().isEmpty());
            assertFalse(reason.name(), reason.pubsubCondition().filter(String::isEmpty).isPresent());
        }
    }
}
