package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.XmlText;
import org.xmpp.packet.JID;

/**
 * Writes the state of a slave room as text, for another node of a cluster to go on with, and reads it. The text says which
 * version of the format it has; a reader that does not know it takes nothing from it, because a room half understood would
 * lie to its occupants. Thread-safe: one parses at a time.
 */
public final class SlaveRoomCodec {

    /** The version of the format. Raise it when a reader of the last one would misunderstand a text. */
    public static final int VERSION = 4;
    /** The version of a room that speaks another dialect than the ProtoXEP: who does not know dialects takes nothing from it. */
    private static final int VERSION_OF_DIALECTS = 5;

    private static final String MESSAGE = "message";
    private static final String SUBJECT = "subject";
    /** How somebody's leave is written, and of how many it is one. */
    static final String PARTING = "parting";
    private static final String PARTINGS = "partings";
    private static final String OPENED_BEHIND = "opened-behind";
    private static final String USER = "user";

    private final XmlText reader = new XmlText();

    /** Writes a room. */
    public String encode(SlaveRoom room) {
        Element root = DocumentHelper.createElement("slave-room").addAttribute("version", version(room.speech()))
            .addAttribute("slave", room.address().slave().toString())
            .addAttribute("master", room.address().master().toString())
            .addAttribute("events", Long.toString(room.events()))
            .addAttribute("next-check", room.nextCheck().toString())
            .addAttribute("marks-joins", Boolean.toString(room.marksJoins()));
        add(root, room.speech());
        room.speech().partings().pending()
            .forEach((user, parting) -> add(root.addElement(PARTING).addAttribute(USER, user.toString()), parting));
        addCodes(root, room.roomCodes());
        room.locals().values().forEach(local -> add(root.addElement("local"), local));
        room.shown().forEach((nick, payload) -> payload.addTo(root.addElement("shown").addAttribute("nick", nick)));
        room.history().messages().forEach(heard -> add(root.addElement(MESSAGE), heard));
        room.history().subject().ifPresent(heard -> add(root.addElement(SUBJECT), heard));
        room.questions().forEach((id, question) -> add(root.addElement("question").addAttribute("relayed", id), question));
        Element link = root.addElement("link");
        add(link, room.link());
        link.addAttribute("keys", keys(room.link().keys()));
        room.link().kept().forEach(message -> KeptCodec.write(link.addElement("kept"), message));
        return root.asXML();
    }

    /** The version of the format in which a room that speaks so is written. */
    static String version(Speech speech) {
        return Integer.toString(speech.isProtoXep() ? VERSION : VERSION_OF_DIALECTS);
    }

    /** Writes how a room speaks with its master. Nothing for the ProtoXEP: that was all there was once. */
    static void add(Element element, Speech speech) {
        if (!speech.isProtoXep()) {
            element.addAttribute("dialect", speech.dialect().name()).addAttribute("echoes", Boolean.toString(speech.echoes()))
                .addAttribute("counts", Boolean.toString(speech.counts()))
                .addAttribute(PARTINGS, Long.toString(speech.partings().last()))
                .addAttribute(OPENED_BEHIND, Long.toString(speech.partings().opened()));
        }
    }

    /** Writes somebody's leave. */
    static void add(Element element, Partings.Parting parting) {
        element.addAttribute("nick", parting.nick()).addAttribute("number", Long.toString(parting.number()))
            .addAttribute("expelled", parting.expelled().name());
    }

    /**
     * Reads how a room speaks with its master.
     *
     * @param partings who of ours has gone, if it is written elsewhere
     */
    static Speech speech(Element element, Partings partings) {
        String dialect = element.attributeValue("dialect");
        return dialect == null ? Speech.PROTOXEP
            : new Speech(Dialect.valueOf(dialect), Boolean.parseBoolean(element.attributeValue("echoes")),
                Boolean.parseBoolean(element.attributeValue("counts")), partings);
    }

    /** Nobody, where a node of an earlier version has written it. */
    private static Partings partings(Element element) {
        Map<JID, Partings.Parting> pending = new LinkedHashMap<>();
        element.elements(PARTING).forEach(one -> pending.put(address(one, USER), parting(one)));
        return partings(element, Partings.NONE, pending);
    }

    /** Who has gone, with what else is known of that: what was before, where a node of an earlier version has written it. */
    static Partings partings(Element element, Partings before, Map<JID, Partings.Parting> pending) {
        return new Partings(optional(element, PARTINGS).map(Long::valueOf).orElse(before.last()),
            optional(element, OPENED_BEHIND).map(Long::valueOf).orElse(before.opened()), pending);
    }

    static Partings.Parting parting(Element element) {
        String expelled = text(element, "expelled");
        // What a node of a later version has found out beyond these is no reason to lose a room.
        return new Partings.Parting(text(element, "nick"), Long.parseLong(text(element, "number")),
            Stream.of(Partings.Expelled.values()).filter(known -> known.name().equals(expelled)).findFirst()
                .orElse(Partings.Expelled.NOT));
    }

    static void add(Element element, Question question) {
        element.addAttribute("asker", question.asker().toString()).addAttribute("target", question.target().toString())
            .addAttribute("id", question.id()).addAttribute("asked", question.asked().toString())
            .addAttribute("deadline", question.deadline().toString());
    }

    static String keys(List<Long> keys) {
        return String.join(" ", keys.stream().map(Long::toHexString).toList());
    }

    /** Writes a link but for its keys and what is kept. */
    static void add(Element element, Link link) {
        element.addAttribute("phase", link.phase().name()).addAttribute("heard", link.heard().toString())
            .addAttribute("opened", link.opened().toString())
            .addAttribute("due", link.due().toString()).addAttribute("attempts", Integer.toString(link.attempts()))
            .addAttribute("probe", link.probe().map(String::valueOf).orElse(null))
            .addAttribute("opener", link.opener().orElse(null)).addAttribute("ghosts", Boolean.toString(link.ghosts()))
            .addAttribute("mark", link.answer().mark()).addAttribute("joins", Integer.toString(link.answer().count()))
            .addAttribute("marks", Boolean.toString(link.answer().marks()))
            .addAttribute("begun", Boolean.toString(link.answer().begun()));
        link.away().forEach(nick -> element.addElement("away").setText(nick));
        link.fresh().forEach(nick -> element.addElement("fresh").setText(nick));
        link.early().forEach(heard -> add(element.addElement("early"), heard));
    }

    static void add(Element element, LocalOccupant local) {
        element.addAttribute("nick", local.nick()).addAttribute("phase", local.phase().name())
            .addAttribute("deadline", local.deadline().toString());
        addCodes(element, local.ownCodes());
        local.later().ifPresent(status -> status.addTo(element.addElement("later")));
        local.clients().forEach(client -> add(element.addElement("client").addAttribute("address", client.address().toString())
            .addAttribute("join-id", client.joinId().orElse(null)).addAttribute("last", client.since().toString())
            .addAttribute("asked", Boolean.toString(client.asked())).addAttribute("view", client.view().name()),
            client.history()));
        UserStanza.Available join = local.join();
        Element joined = element.addElement("join").addAttribute(USER, join.user().toString())
            .addAttribute("nick", join.nick()).addAttribute("entering", Boolean.toString(join.entering()))
            .addAttribute("password", join.password().orElse(null)).addAttribute("id", join.id().orElse(null));
        add(joined, join.history());
        join.payload().addTo(joined);
    }

    private static void add(Element element, HistoryRequest history) {
        history.maxChars().ifPresent(write(element, "max-chars"));
        history.maxStanzas().ifPresent(write(element, "max-stanzas"));
        history.seconds().ifPresent(write(element, "seconds"));
        history.since().ifPresent(since -> element.addAttribute("since", since.toString()));
    }

    private static IntConsumer write(Element element, String name) {
        return value -> element.addAttribute(name, Integer.toString(value));
    }

    static void add(Element element, Heard heard) {
        element.addAttribute("nick", heard.nick().orElse(null)).addAttribute("id", heard.id().orElse(null))
            .addAttribute("at", heard.at().toString());
        heard.payload().addTo(element);
    }

    static void addCodes(Element element, Set<Integer> codes) {
        element.addAttribute("codes", String.join(" ", codes.stream().sorted().map(String::valueOf).toList()));
    }

    /**
     * Reads a room.
     *
     * @param text what {@link #encode} wrote, here or elsewhere
     * @return the room, or empty if the text is of another version or damaged
     */
    public Optional<SlaveRoom> decode(String text) {
        try {
            Element root = reader.read(text);
            return version(speech(root, Partings.NONE)).equals(root.attributeValue("version")) ? Optional.of(room(root))
                : Optional.empty();
        } catch (DocumentException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            // Damaged. A missing attribute is null, and null is refused by everything that it is given to.
            return Optional.empty();
        }
    }

    private static SlaveRoom room(Element root) {
        Map<String, LocalOccupant> locals = new LinkedHashMap<>();
        root.elements("local").stream().map(SlaveRoomCodec::local).forEach(local -> locals.put(local.nick(), local));
        Map<String, Payload> shown = new LinkedHashMap<>();
        root.elements("shown").forEach(element -> shown.put(text(element, "nick"), Payload.inside(element)));
        List<Heard> messages = root.elements(MESSAGE).stream().map(SlaveRoomCodec::heard).toList();
        Optional<Heard> subject = Optional.ofNullable(root.element(SUBJECT)).map(SlaveRoomCodec::heard);
        Map<String, Question> questions = new LinkedHashMap<>();
        root.elements("question").forEach(element -> questions.put(text(element, "relayed"), question(element)));
        return new SlaveRoom(new SlaveAddress(address(root, "slave"), address(root, "master")), locals, shown,
            new History(messages, subject), codes(root), questions, moment(root, "next-check"),
            Long.parseLong(text(root, "events")), Boolean.parseBoolean(text(root, "marks-joins")),
            link(root.element("link")), speech(root, partings(root)));
    }

    static Question question(Element element) {
        return new Question(address(element, "asker"), address(element, "target"), text(element, "id"),
            address(element, "asked"), moment(element, "deadline"));
    }

    private static Link link(Element element) {
        return link(element, keys(text(element, "keys")), element.elements("kept").stream().map(KeptCodec::read).toList());
    }

    static List<Long> keys(String text) {
        List<Long> keys = new ArrayList<>();
        for (String key : text.split(" ")) {
            if (!key.isEmpty()) {
                keys.add(Long.parseUnsignedLong(key, 16));
            }
        }
        return keys;
    }

    static Link link(Element element, List<Long> keys, List<Kept> kept) {
        Set<String> away = new LinkedHashSet<>(element.elements("away").stream().map(Element::getText).toList());
        Set<String> fresh = new LinkedHashSet<>(element.elements("fresh").stream().map(Element::getText).toList());
        return new Link(Link.Phase.valueOf(text(element, "phase")), moment(element, "opened"), moment(element, "heard"),
            moment(element, "due"),
            Integer.parseInt(text(element, "attempts")), optional(element, "probe").map(Long::valueOf),
            optional(element, "opener"), away, fresh, kept, keys,
            element.elements("early").stream().map(SlaveRoomCodec::heard).toList(),
            Boolean.parseBoolean(text(element, "ghosts")), answer(element));
    }

    /** What a node of an earlier version does not tell. */
    private static AwaitedAnswer answer(Element element) {
        return new AwaitedAnswer(optional(element, "mark").orElse(""), number(element, "joins").orElse(0),
            Boolean.parseBoolean(optional(element, "marks").orElse("")),
            Boolean.parseBoolean(optional(element, "begun").orElse("")));
    }

    static LocalOccupant local(Element element) {
        List<Client> clients = new ArrayList<>();
        element.elements("client").forEach(client -> clients.add(new Client(address(client, "address"),
            optional(client, "join-id"), history(client), moment(client, "last"), Boolean.parseBoolean(text(client, "asked")),
            View.valueOf(text(client, "view")))));
        Element join = element.element("join");
        UserStanza.Available available = new UserStanza.Available(address(join, USER), text(join, "nick"),
            Boolean.parseBoolean(text(join, "entering")), optional(join, "password"), history(join), Payload.inside(join),
            optional(join, "id"));
        return new LocalOccupant(text(element, "nick"), clients, LocalOccupant.Phase.valueOf(text(element, "phase")),
            available, codes(element), Optional.ofNullable(element.element("later")).map(Payload::inside),
            moment(element, "deadline"));
    }

    private static HistoryRequest history(Element element) {
        return new HistoryRequest(number(element, "max-chars"), number(element, "max-stanzas"), number(element, "seconds"),
            optional(element, "since").map(Instant::parse));
    }

    static Heard heard(Element element) {
        return new Heard(optional(element, "nick"), Payload.inside(element), optional(element, "id"), moment(element, "at"));
    }

    static Set<Integer> codes(Element element) {
        Set<Integer> codes = new LinkedHashSet<>();
        for (String code : text(element, "codes").split(" ")) {
            if (!code.isEmpty()) {
                codes.add(Integer.valueOf(code));
            }
        }
        return codes;
    }

    static String text(Element element, String name) {
        return optional(element, name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    static Optional<String> optional(Element element, String name) {
        return Optional.ofNullable(element.attributeValue(name));
    }

    private static OptionalInt number(Element element, String name) {
        return optional(element, name).map(text -> OptionalInt.of(Integer.parseInt(text))).orElse(OptionalInt.empty());
    }

    private static JID address(Element element, String name) {
        return new JID(text(element, name));
    }

    static Instant moment(Element element, String name) {
        return Instant.parse(text(element, name));
    }
}
