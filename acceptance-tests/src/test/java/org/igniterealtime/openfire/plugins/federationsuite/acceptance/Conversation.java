package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Plays a conversation from a script: what somebody does, line by line, and, indented below, what somebody hears then. What
 * has been heard once is not heard again. Used by one thread.
 */
final class Conversation {

    private static final Pattern HEARS = Pattern.compile("(\\w+) hears: (.*)");
    private static final Pattern DEED = Pattern.compile("(\\w+) (\\w+)(?: .*?)??(?: (Juliet|Tybalt|Romeo))?(?:: (.*))?");
    private static final String BY_PUBSUB = ", by pubsub";
    private static final String EVENT = "http://jabber.org/protocol/pubsub#event";

    private final String hall;
    private final String service;
    private final Map<String, Speaker> cast = new HashMap<>();
    private final Map<Speaker, List<String>> used = new HashMap<>();

    /** Somebody who takes part. Each method does it and waits until his own server has taken it; it fails if that refuses. */
    interface Speaker {

        /** What the others call him, and what he is called in the hall. */
        String name();

        /** His bare address. */
        String address();

        /** All stanzas he has got. */
        List<Stanza> received();

        /** What was under way to him from his own server has come. */
        void settle();

        /** Asks to see somebody's presence. */
        void asks(Speaker other);

        /** Lets somebody see his own. */
        void agrees(Speaker other);

        /** Lets him no longer. */
        void refuses(Speaker other);

        /** Wants to see somebody's no longer. */
        void forsakes(Speaker other);

        /** Says how he is. */
        void is(String status);

        /** Enters a room. */
        void enters(String room);

        /** Leaves a room. */
        void leaves(String room);

        /** Says something in a room. */
        void says(String room, String text);

        /** Makes a node for himself and somebody. */
        void makes(String service, String node, Speaker other);

        /** Says something on such a node. */
        void tells(String service, String node, String text);
    }

    Conversation(String hall, String service, Speaker... speakers) {
        this.hall = hall;
        this.service = service;
        for (Speaker speaker : speakers) {
            cast.put(speaker.name(), speaker);
            used.put(speaker, new ArrayList<>());
        }
    }

    /**
     * Plays a script.
     *
     * @param script the lines
     * @param number stands for # in them, so that what is said is said once
     */
    void play(String script, int number) {
        for (Speaker speaker : cast.values()) {
            speaker.settle();
            used.put(speaker, new ArrayList<>(sentences(speaker)));
        }
        for (String line : script.replace("#", Integer.toString(number)).lines().toList()) {
            try {
                line(line.trim(), number);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("In combination " + number + ", at the line \"" + line.trim() + "\": " + e.getMessage(),
                    e);
            }
        }
    }

    private void line(String line, int number) {
        Matcher hears = HEARS.matcher(line);
        if (hears.matches()) {
            hears(cast.get(hears.group(1)), hears.group(2));
        } else if (line.endsWith(" hears nothing by pubsub")) {
            Speaker silent = cast.get(line.substring(0, line.indexOf(' ')));
            silent.settle();
            assertEquals(List.of(), fresh(silent).stream().filter(sentence -> sentence.endsWith(BY_PUBSUB)).toList());
        } else if (line.endsWith(" in vain")) {
            assertThrows(Refused.class, () -> deed(line.substring(0, line.length() - " in vain".length()), number));
        } else {
            deed(line, number);
        }
    }

    private void deed(String line, int number) {
        Matcher deed = DEED.matcher(line);
        if (!deed.matches()) {
            throw new IllegalArgumentException("Nobody can play this: " + line);
        }
        Speaker speaker = cast.get(deed.group(1));
        Speaker other = cast.get(deed.group(3));
        switch (deed.group(2)) {
            case "asks" -> speaker.asks(other);
            case "agrees" -> speaker.agrees(other);
            case "refuses" -> speaker.refuses(other);
            case "forsakes" -> speaker.forsakes(other);
            case "is" -> speaker.is(line.substring(line.indexOf(" is ") + " is ".length()));
            case "enters" -> speaker.enters(hall);
            case "leaves" -> speaker.leaves(hall);
            case "makes" -> speaker.makes(service, node(speaker, other, number), other);
            case "says" -> {
                if (other == null) {
                    speaker.says(hall, deed.group(4));
                } else {
                    speaker.tells(service, node(speaker, other, number), deed.group(4));
                }
            }
            default -> throw new IllegalArgumentException("Nobody can do this: " + line);
        }
    }

    /** Juliet has them all. */
    private static String node(Speaker one, Speaker other, int number) {
        return "juliet-and-" + (one.name().equals("Juliet") ? other : one).name() + number;
    }

    private void hears(Speaker listener, String sentence) {
        Waiting.until(listener.name() + " to hear: " + sentence, Waiting.PATIENCE, () -> fresh(listener).contains(sentence),
            () -> fresh(listener).toString());
        used.get(listener).add(sentence);
    }

    private List<String> fresh(Speaker listener) {
        List<String> all = new ArrayList<>(sentences(listener));
        used.get(listener).forEach(all::remove);
        return all;
    }

    private List<String> sentences(Speaker listener) {
        return listener.received().stream().map(this::sentence).filter(sentence -> !sentence.isEmpty()).toList();
    }

    /** What a stanza says, in the words of the script; nothing if it is none of those things. */
    private String sentence(Stanza stanza) {
        return switch (stanza.name()) {
            case "presence" -> presence(stanza);
            case "message" -> message(stanza);
            default -> "";
        };
    }

    private String presence(Stanza stanza) {
        if (stanza.from().startsWith(hall + '/')) {
            return stanza.from().substring(hall.length() + 1)
                + (stanza.type().isEmpty() ? " enters" : stanza.type().equals("unavailable") ? " leaves" : " is refused");
        }
        String who = who(stanza.from());
        return who.isEmpty() ? "" : switch (stanza.type()) {
            case "" -> text(stanza.element(), "status").isEmpty() ? "" : who + " is " + text(stanza.element(), "status");
            case "subscribe" -> who + " asks";
            case "subscribed" -> who + " agrees";
            case "unsubscribed" -> who + " refuses";
            case "unsubscribe" -> who + " forsakes";
            default -> "";
        };
    }

    private String message(Stanza stanza) {
        if (stanza.child(EVENT, "event").isPresent()) {
            return event(stanza);
        }
        if (stanza.text().contains("#subscribe_authorization")) {
            return cast.values().stream().filter(one -> stanza.text().contains("<value>" + one.address() + "</value>"))
                .map(one -> one.name() + " asks" + BY_PUBSUB).findFirst().orElse("");
        }
        if (stanza.type().equals("groupchat")) {
            return stanza.from().startsWith(hall + '/') && !stanza.body().isEmpty()
                ? stanza.from().substring(hall.length() + 1) + " says in the hall: " + stanza.body() : "";
        }
        return stanza.type().equals("chat") ? who(stanza.from()) + " says: " + stanza.body() : "";
    }

    private String event(Stanza stanza) {
        Element event = stanza.element();
        String state = attribute(event, "subscription", "subscription");
        if (!state.isEmpty()) {
            String who = who(stanza.from());
            return who.isEmpty() ? "" : who + (state.equals("subscribed") ? " agrees" : " refuses") + BY_PUBSUB;
        }
        String node = attribute(event, "items", "node");
        String publisher = who(attribute(event, "address", "jid"));
        if (node.equals("presence")) {
            return text(event, "status").isEmpty() ? "" : who(stanza.from()) + " is " + text(event, "status") + BY_PUBSUB;
        }
        String place = stanza.from().equals(service) ? " says: " : " says in the hall: ";
        return text(event, "body").isEmpty() ? "" : publisher + place + text(event, "body") + BY_PUBSUB;
    }

    private String who(String address) {
        return cast.values().stream().filter(one -> (address + '/').startsWith(one.address() + '/')).map(Speaker::name)
            .findFirst().orElse("");
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static String attribute(Element element, String name, String attribute) {
        NodeList found = element.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : ((Element) found.item(0)).getAttribute(attribute);
    }

    /** Somebody was refused what he wanted. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }
}
