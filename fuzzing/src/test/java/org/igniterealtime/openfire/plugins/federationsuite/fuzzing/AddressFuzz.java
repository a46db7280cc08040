package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.xmpp.packet.JID;

/** Addresses: quick looks at them say nothing that is not so, and an escaped one (XEP-0106) is that of one room. */
public final class AddressFuzz {

    private static final String DOMAIN = "remote.example.com";
    private static final String MIRROR = "mirror.remote.example.com";
    private static final List<String> PARTS = List.of(DOMAIN, MIRROR, "mirror.", ".", "@", "/", "\\40", "\\5c",
        "\\5c40", "\\2f", "\\20", "talk.example.com", "room", "REMOTE.example.COM", "\u0130",
        "\u212a", "\u3002", "[::1]", "xn--", "Kev", " ", "\\");

    private AddressFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        StringBuilder text = new StringBuilder();
        while (!input.isEmpty() && text.length() < 700) {
            switch (input.below(4)) {
                case 0 -> text.append(input.text());
                case 1 -> text.append(input.one(PARTS).repeat(input.below(8) == 0 ? input.below(60) : 2));
                default -> text.append(input.one(PARTS));
            }
        }
        look(text.toString());
    }

    private static void look(String text) {
        boolean below = AddressText.mayEndIn(text, '.' + DOMAIN);
        boolean at = AddressText.isAt(text, DOMAIN);
        boolean slave = AddressText.mayBeSlave(text);
        JID address;
        try {
            address = new JID(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertTrue(text, below || !address.getDomain().endsWith('.' + DOMAIN));
        assertTrue(text, !at || address.getDomain().equals(DOMAIN));
        int hash = AddressText.hash(text);
        int normal = AddressText.hash(address.toString());
        assertTrue(text, hash == -1 || normal == -1 || hash == normal);
        assertFalse("an address that the quick look takes for ASCII stays one: " + text, hash != -1 && normal == -1);
        Optional<SlaveAddress> read = SlaveAddress.read(address);
        assertTrue(text, slave || read.isEmpty());
        read.ifPresent(both -> {
            assertEquals(address.asBareJID(), both.slave());
            assertEquals("one room has one slave", both, SlaveAddress.of(both.master(), both.slave().getDomain()));
            assertTrue("bounded by its length", both.masters().size() <= text.length());
        });
        if (address.getNode() != null) {
            Optional<SlaveAddress> made = SlaveAddress.find(address, MIRROR);
            made.ifPresent(both -> assertEquals("the slave of " + text, made, SlaveAddress.read(both.slave())));
        }
    }
}
