package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.XmlText;
import org.xmpp.packet.JID;

/**
 * Writes what an event has changed in a slave room as text, for other nodes of a cluster that have the room as it was before, and
 * makes of it what it has become. Of a room with a long history and many occupants that is a few hundred characters. Of the same
 * version as {@link SlaveRoomCodec}, whose elements it is made of. Thread-safe: one parses at a time.
 */
public final class RoomChangeCodec {

    private static final String LOCAL = "local";
    private static final String SHOWN = "shown";
    private static final String QUESTION = "question";
    private static final String KEPT = "kept";
    private static final String MESSAGE = "message";
    private static final String SUBJECT = "subject";
    private static final String KEY = "key";
    private static final String GONE = "-gone";
    private static final String FORGOTTEN = "-forgotten";

    private final XmlText reader = new XmlText();

    /**
     * Writes a change.
     *
     * @param before the room as others have it
     * @param after  what it has become
     */
    public String encode(SlaveRoom before, SlaveRoom after) {
        Element root = DocumentHelper.createElement("slave-room-change")
            .addAttribute("version", SlaveRoomCodec.version(after.speech()))
            .addAttribute("events", Long.toString(after.events())).addAttribute("next-check", after.nextCheck().toString())
            .addAttribute("marks-joins", Boolean.toString(after.marksJoins()));
        SlaveRoomCodec.add(root, after.speech());
        writeMap(root, SlaveRoomCodec.PARTING, byUser(before.speech().partings()), byUser(after.speech().partings()),
            SlaveRoomCodec::add);
        SlaveRoomCodec.addCodes(root, after.roomCodes());
        writeMap(root, LOCAL, before.locals(), after.locals(), SlaveRoomCodec::add);
        writeMap(root, SHOWN, before.shown(), after.shown(), (element, payload) -> payload.addTo(element));
        writeMap(root, QUESTION, before.questions(), after.questions(), SlaveRoomCodec::add);
        List<Heard> messages = after.history().messages();
        int forgotten = forgotten(before.history().messages(), messages);
        root.addAttribute(MESSAGE + FORGOTTEN, Integer.toString(forgotten));
        messages.subList(before.history().messages().size() - forgotten, messages.size())
            .forEach(heard -> SlaveRoomCodec.add(root.addElement(MESSAGE), heard));
        if (!after.history().subject().equals(before.history().subject())) {
            Element subject = root.addElement(SUBJECT);
            after.history().subject().ifPresent(heard -> SlaveRoomCodec.add(subject, heard));
        }
        write(root.addElement("link"), before.link(), after.link());
        return root.asXML();
    }

    private static void write(Element element, Link before, Link after) {
        SlaveRoomCodec.add(element, after);
        int forgotten = forgotten(before.keys(), after.keys());
        element.addAttribute("keys" + FORGOTTEN, Integer.toString(forgotten)).addAttribute("keys",
            SlaveRoomCodec.keys(after.keys().subList(before.keys().size() - forgotten, after.keys().size())));
        writeMap(element, KEPT, byNumber(before.kept()), byNumber(after.kept()), KeptCodec::write);
    }

    private static Map<String, Partings.Parting> byUser(Partings partings) {
        Map<String, Partings.Parting> named = new LinkedHashMap<>();
        partings.pending().forEach((user, parting) -> named.put(user.toString(), parting));
        return named;
    }

    private static Map<String, Kept> byNumber(List<Kept> messages) {
        Map<String, Kept> numbered = new LinkedHashMap<>();
        messages.forEach(message -> numbered.put(Long.toString(message.number()), message));
        return numbered;
    }

    /** How many of a list are not the first of another any more: from there on the other goes on with what the list has. */
    private static <T> int forgotten(List<T> before, List<T> after) {
        for (int forgotten = 0; forgotten < before.size(); forgotten++) {
            int left = before.size() - forgotten;
            if (left <= after.size() && before.subList(forgotten, before.size()).equals(after.subList(0, left))) {
                return forgotten;
            }
        }
        return before.size();
    }

    private static <V> void writeMap(Element root, String name, Map<String, V> before, Map<String, V> after,
                                     BiConsumer<Element, V> writer) {
        if (before == after) {
            return;
        }
        boolean anew = !goesOn(before, after);
        for (String key : before.keySet()) {
            if (anew || !after.containsKey(key)) {
                root.addElement(name + GONE).setText(key);
            }
        }
        after.forEach((key, value) -> {
            if (anew || !same(before.get(key), value)) {
                writer.accept(root.addElement(name).addAttribute(KEY, key), value);
            }
        });
    }

    private static boolean same(Object one, Object other) {
        return one == other || Objects.equals(one, other);
    }

    /** Tells whether a map is in the order that another gets if some keys are taken out and others put in. */
    private static boolean goesOn(Map<String, ?> before, Map<String, ?> after) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.retainAll(after.keySet());
        keys.addAll(after.keySet());
        return List.copyOf(keys).equals(List.copyOf(after.keySet()));
    }

    /**
     * Makes of a room what it has become.
     *
     * @param before the room as it was where the change was written
     * @param text   what {@link #encode} wrote
     * @return what it is now, or empty if the text is of another version or damaged
     */
    public Optional<SlaveRoom> apply(SlaveRoom before, String text) {
        try {
            Element root = reader.read(text);
            return SlaveRoomCodec.version(SlaveRoomCodec.speech(root, Partings.NONE)).equals(root.attributeValue("version"))
                ? Optional.of(changed(before, root)) : Optional.empty();
        } catch (DocumentException | IllegalArgumentException | DateTimeException | NullPointerException
                 | IndexOutOfBoundsException e) {
            // Damaged, or of another room.
            return Optional.empty();
        }
    }

    private static SlaveRoom changed(SlaveRoom before, Element root) {
        List<Heard> messages = new ArrayList<>(remaining(before.history().messages(), root, MESSAGE));
        root.elements(MESSAGE).forEach(element -> messages.add(SlaveRoomCodec.heard(element)));
        Element subject = root.element(SUBJECT);
        History history = new History(messages, subject == null ? before.history().subject()
            : Optional.of(subject).filter(element -> element.attribute("at") != null).map(SlaveRoomCodec::heard));
        return new SlaveRoom(before.address(),
            map(root, LOCAL, before.locals(), SlaveRoomCodec::local), map(root, SHOWN, before.shown(), RoomChangeCodec::payload),
            history, SlaveRoomCodec.codes(root), map(root, QUESTION, before.questions(), SlaveRoomCodec::question),
            SlaveRoomCodec.moment(root, "next-check"), Long.parseLong(SlaveRoomCodec.text(root, "events")),
            Boolean.parseBoolean(SlaveRoomCodec.text(root, "marks-joins")), link(before.link(), root.element("link")),
            SlaveRoomCodec.speech(root, partings(before.speech().partings(), root)));
    }

    /** As they were, where a node of an earlier version has written the change. */
    private static Partings partings(Partings before, Element root) {
        Map<JID, Partings.Parting> pending = new LinkedHashMap<>();
        map(root, SlaveRoomCodec.PARTING, byUser(before), SlaveRoomCodec::parting)
            .forEach((user, parting) -> pending.put(new JID(user), parting));
        return SlaveRoomCodec.partings(root, before, pending);
    }

    private static Payload payload(Element element) {
        return Payload.inside(element);
    }

    private static Link link(Link before, Element element) {
        List<Long> keys = new ArrayList<>(remaining(before.keys(), element, "keys"));
        keys.addAll(SlaveRoomCodec.keys(SlaveRoomCodec.text(element, "keys")));
        Map<Long, Kept> kept = new TreeMap<>();
        map(element, KEPT, byNumber(before.kept()), KeptCodec::read).values()
            .forEach(message -> kept.put(message.number(), message));
        return SlaveRoomCodec.link(element, keys, List.copyOf(kept.values()));
    }

    private static <T> List<T> remaining(List<T> before, Element element, String name) {
        return before.subList(Integer.parseInt(SlaveRoomCodec.text(element, name + FORGOTTEN)), before.size());
    }

    private static <V> Map<String, V> map(Element root, String name, Map<String, V> before, Function<Element, V> reader) {
        List<Element> gone = root.elements(name + GONE);
        List<Element> put = root.elements(name);
        if (gone.isEmpty() && put.isEmpty()) {
            return before;
        }
        Map<String, V> after = new LinkedHashMap<>(before);
        gone.forEach(element -> after.remove(element.getText()));
        put.forEach(element -> after.put(SlaveRoomCodec.text(element, KEY), reader.apply(element)));
        return after;
    }
}
