package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.dom4j.Element;

/**
 * What stanzas of one protocol are made of.
 *
 * @param addresses  addresses that stand in {@code from} and {@code to}
 * @param values     values of attributes, and texts
 * @param attributes names of attributes
 * @param elements   elements of the protocol as they are in its examples; to be copied
 */
public record Words(List<String> addresses, List<String> values, List<String> attributes, List<Element> elements) {

    private static final Words COMMON = with(new Words(List.of(), List.of(), List.of(), List.of()),
        List.of("", "@", "/x", "a@@b", "a@b/", "a b@c", "\u0130@x.example", "a@" + "b".repeat(1100)),
        List.of("", " ", "x", "0", "1", "-1", "2147483648", "99999999999999999999", "true", "false", "2010-05-24T12:00:00Z",
            "-999999999-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z", "never", "en", "result", "form", "submit",
            "cancel", "hidden", "get", "set"),
        List.of("id", "type", "from", "to", "jid", "node", "var", "stamp", "code", "role", "affiliation", "nick", "by"),
        List.of("<body>Hello</body>", "<subject/>", "<show>away</show>", "<priority>-129</priority>", "<status>here</status>",
            "<thread>t</thread>", "<error/>", "<error code='404'/>",
            "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
            "<error type='wait'><remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
            "<error type='modify'><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>No.</text></error>",
            "<delay xmlns='urn:xmpp:delay' stamp='2010-05-24T12:00:00Z' from='a@b'/>", "<ping xmlns='urn:xmpp:ping'/>",
            "<query xmlns='http://jabber.org/protocol/disco#info'/>", "<query xmlns='http://jabber.org/protocol/disco#items'/>",
            "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>x</value></field></x>",
            "<active xmlns='http://jabber.org/protocol/chatstates'/>", "<a:b xmlns:a='urn:a' a:c='d'><c/></a:b>",
            "<message xmlns='jabber:client'><body>Hi</body></message>", "<presence xmlns='jabber:client'/>",
            "<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='a@b'/>", "<nothing xmlns=''/>", "<x xmlns='urn:x'>a<b/>c</x>",
            "<x xmlns='urn:x'><![CDATA[<raw>]]></x>",
            "<addresses xmlns='http://jabber.org/protocol/address'><address type='to' jid='a@b'/></addresses>"));

    /** Copies the lists. */
    public Words {
        addresses = List.copyOf(addresses);
        values = List.copyOf(values);
        attributes = List.copyOf(attributes);
        elements = List.copyOf(elements);
    }

    /** These words, and those of all protocols; elements as XML. */
    public static Words with(List<String> addresses, List<String> values, List<String> attributes, List<String> elements) {
        return with(COMMON, addresses, values, attributes, elements);
    }

    private static Words with(Words others, List<String> addresses, List<String> values, List<String> attributes,
                              List<String> elements) {
        return new Words(both(addresses, others.addresses), both(values, others.values), both(attributes, others.attributes),
            both(elements.stream().map(xml -> StanzaMaker.parse(xml)
                .orElseThrow(() -> new IllegalArgumentException(xml))).toList(), others.elements));
    }

    private static <T> List<T> both(Collection<T> one, Collection<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
