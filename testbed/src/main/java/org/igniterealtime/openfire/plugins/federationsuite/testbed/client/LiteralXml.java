package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import org.jivesoftware.smack.packet.Nonza;
import org.jivesoftware.smack.packet.XmlEnvironment;

/**
 * Text that goes to the wire as it is.
 */
record LiteralXml(String text) implements Nonza {

    @Override
    public String getElementName() {
        return "literal";
    }

    @Override
    public String getNamespace() {
        return "jabber:client";
    }

    @Override
    public CharSequence toXML(XmlEnvironment environment) {
        return text;
    }
}
