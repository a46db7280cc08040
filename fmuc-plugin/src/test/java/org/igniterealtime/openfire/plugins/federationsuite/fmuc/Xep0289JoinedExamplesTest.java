package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Admission;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.NodePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.junit.Test;
import org.xmpp.packet.Packet;

/**
 * Every example of XEP-0289 as the joined node has to do with it, which is {@code rabbithole}: what the joining node sends is
 * read as what it means, and what we send is what stands there, to the last attribute, except where {@link #DEVIATIONS} says
 * otherwise. In which order the children of a stanza stand says nothing, and differs among the examples.
 */
public class Xep0289JoinedExamplesTest {

    private static final Examples EXAMPLES = new Examples("/xep-0289-0.2.1-examples.txt");
    private static final String ROOM = "rabbithole@rooms.wonderland.lit";
    private static final String TO_HAMLET = "to='hamlet@denmark.lit/priam-ubuntu-vm'";

    /**
     * Where we send something else than an example shows.
     *
     * @param stanza the stanza's name, see {@link Examples}
     * @param shown  the part of the example that we do not follow
     * @param ours   what stands there in what we send
     * @param why    the reason
     */
    private record Deviation(String stanza, String shown, String ours, String why) {
    }

    private static final String DELAY_SLIP = "A slip: XEP-0203 has an element of another name, and zones of time.";
    private static final List<Deviation> DEVIATIONS = List.of(
        new Deviation("4.3",
            "<x xmlns=\"urn:xmpp:delay\" from=\"rabbithole@rooms.wonderland.lit\" stamp=\"20120419T16:00:44\"/>",
            "<delay xmlns='urn:xmpp:delay' from='alice@wonderland.lit/priam-ubuntu-vm' stamp='2012-04-19T16:00:44Z'/>",
            DELAY_SLIP),
        new Deviation("4.4", "<x xmlns=\"urn:xmpp:delay\" from=\"rabbithole@rooms.wonderland.lit\" stamp=\"20120501T10:03:24\"/>",
            "<delay xmlns='urn:xmpp:delay' from='hatter@wonderland.lit/priam-ubuntu-vm' stamp='2012-05-01T10:03:24Z'/>",
            DELAY_SLIP),
        new Deviation("4.5", "from=\"rabbithole@rooms.wonderland.lit/Alice\" to",
            "from='rabbithole@rooms.wonderland.lit/Hatter' to",
            "A slip: it is said to be from Alice and from Hatter; the node tells the same subject to its users as Hatter's."),
        new Deviation("4.5", "<x xmlns=\"urn:xmpp:delay\" from=\"rabbithole@rooms.wonderland.lit\" stamp=\"20120528T14:39:34\"/>",
            "<delay xmlns='urn:xmpp:delay' from='hatter@wonderland.lit/priam-ubuntu-vm' stamp='2012-05-28T14:39:34Z'/>",
            DELAY_SLIP),
        new Deviation("8.7", "to='elsinore@talk.denmark.lit/Hatter'", "to='elsinore@talk.denmark.lit'",
            "The other examples, and rooms of Openfire, have the bare address of the node."),
        new Deviation("9.4", "to='elsinore@talk.denmark.lit/Hamlet'", "to='elsinore@talk.denmark.lit'",
            "The same; Hamlet has nothing to do with it."));

    /** What the joining node sends, and what it is read as. */
    private static final Map<String, Class<?>> READ_AS = Map.of("2.1", SlaveStanza.Join.class, "6.3", SlaveStanza.Say.class,
        "11.2", SlaveStanza.Say.class);

    /** What we send. */
    private static final Set<String> OURS = Set.of("3.1", "4.1", "4.2", "4.3", "4.4", "4.5", "7.3", "8.7", "9.4", "10.1");

    /** Between the joining node and its users, or between our room and ours: nothing of it crosses the link. */
    private static final Set<String> OF_OTHERS = Set.of("1.1", "5.1", "5.2", "5.3", "5.4", "5.5", "6.1", "6.2", "6.4", "7.1",
        "7.2", "7.4", "8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.8", "9.1", "9.2", "9.3", "9.5", "11.1", "11.3");

    @Test
    public void everyStanzaOfEveryExampleIsAccountedFor() {
        Set<String> known = new LinkedHashSet<>(READ_AS.keySet());
        known.addAll(OURS);
        known.addAll(OF_OTHERS);
        assertEquals(EXAMPLES.all().keySet(), known);
        assertEquals(OURS, sent().keySet());
    }

    @Test
    public void whatTheNodeSendsIsReadAsWhatItMeans() {
        READ_AS.forEach((name, type) -> assertEquals(name, type,
            JoiningStanza.read(Xml.stanza(EXAMPLES.get(name)), node -> false).orElseThrow().getClass()));
    }

    @Test
    @Conforms({"xep-0289-joined-1", "xep-0289-joined-7", "xep-0289-joined-14"})
    public void whatTheNodeSendsReachesTheRoomAsTheUsersOwn() {
        Master room = room(NodePolicy.PRIMARY);
        room.receives(EXAMPLES.get("2.1")).lets("""
            <presence from='hamlet@denmark.lit/priam-ubuntu-vm' to='rabbithole@rooms.wonderland.lit/Hamlet'>
              <x xmlns='http://jabber.org/protocol/muc'/></presence>""");
        accept(room);
        room.andSo().receives(EXAMPLES.get("6.3")).lets("""
            <message from='hamlet@denmark.lit/priam-ubuntu-vm' to='rabbithole@rooms.wonderland.lit' type='groupchat'>
              <body>Hi Alice</body></message>""").sends();
        room.receives(EXAMPLES.get("11.2")).lets("""
            <message from='hamlet@denmark.lit/priam-ubuntu-vm' to='rabbithole@rooms.wonderland.lit/Alice' type='chat'>
              <body>Hi, I want to say something in private</body></message>""").sends();
    }

    @Test
    @Conforms({"xep-0289-joined-2", "xep-0289-joined-3", "xep-0289-joined-4", "xep-0289-joined-8",
        "xep-0289-joined-9", "xep-0289-joined-10", "xep-0289-joined-11"})
    public void whatWeSendIsWhatTheSpecificationShows() {
        sent().forEach((name, stanza) ->
            assertEquals(name, unordered(Xml.element(corrected(name))), unordered(stanza.getElement())));
    }

    @Test
    public void everyDeviationReallyOccurs() {
        Map<String, Packet> sent = sent();
        for (Deviation deviation : DEVIATIONS) {
            String shown = EXAMPLES.get(deviation.stanza());
            assertTrue(deviation + " must stand there", shown.contains(deviation.shown()));
            assertNotEquals("a stale deviation", unordered(Xml.element(shown)),
                unordered(sent.get(deviation.stanza()).getElement()));
            assertNotEquals("", deviation.why());
        }
    }

    private static String corrected(String name) {
        String text = EXAMPLES.get(name);
        for (Deviation deviation : DEVIATIONS) {
            text = deviation.stanza().equals(name) ? text.replace(deviation.shown(), deviation.ours()) : text;
        }
        return text;
    }

    private static String unordered(Element stanza) {
        Element copy = stanza.createCopy();
        List<Element> children = new ArrayList<>(copy.elements());
        children.sort(Comparator.comparing(child -> child.getName() + child.getNamespaceURI()));
        children.forEach(Element::detach);
        children.forEach(copy::add);
        return Xml.canonical(copy);
    }

    private static Master room(NodePolicy policy) {
        return new Master(ROOM).with(policy).knowing(new Admission(TrustLevel.TRUSTED, Admission.Mode.TRUSTED, false, true,
            Set.of(), "wonderland.lit", false));
    }

    /** Alice is there, two messages were said, and there is a subject. */
    private static void accept(Master room) {
        room.roomSends(EXAMPLES.get("4.1").replace("to=\"elsinore@talk.denmark.lit\"", TO_HAMLET).replaceAll("<fmuc.*/>", ""));
        room.roomSends(EXAMPLES.get("4.2").replace("to=\"elsinore@talk.denmark.lit\"", TO_HAMLET).replaceAll("<fmuc.*/>", "")
            .replace("</x>", "<status code='110'/><status code='100'/></x>"));
        for (String name : List.of("4.3", "4.4", "4.5")) {
            room.roomSends(corrected(name).replace("to=\"elsinore@talk.denmark.lit\"", TO_HAMLET).replaceAll("<fmuc.*/>", ""));
        }
        room.roomHasHandledIt();
    }

    private static Map<String, Packet> sent() {
        Map<String, Packet> sent = new LinkedHashMap<>();
        sent.put("3.1", room(NodePolicy.PRIMARY).knowing(new Admission(TrustLevel.BLOCKED, Admission.Mode.TRUSTED, false, true,
            Set.of(), "wonderland.lit", false)).receives(EXAMPLES.get("2.1")).takeSent().stream()
            .peek(stanza -> stanza.getElement().element("fmuc").element("reject").setText("No cross-domain federation."))
            .findFirst().orElseThrow());
        // That somebody's own presence goes back is what is done in primary-replica mode.
        Master room = room(NodePolicy.REPLICA).receives(EXAMPLES.get("2.1"));
        accept(room);
        List<Packet> burst = room.takeSent();
        for (int i = 0; i < burst.size(); i++) {
            sent.put("4." + (i + 1), burst.get(i));
        }
        room.later().roomSends(EXAMPLES.get("7.2").replace("to='alice@wonderland.lit/priam-ubuntu-vm'", TO_HAMLET));
        sent.put("7.3", room.takeSent().get(0));
        room.roomSends(EXAMPLES.get("8.2").replace("to=\"alice@wonderland.lit/priam-ubuntu-vm\"", TO_HAMLET));
        sent.put("8.7", room.takeSent().get(0));
        room.roomSends(EXAMPLES.get("9.3").replace("to=\"alice@wonderland.lit/priam-ubuntu-vm\"", TO_HAMLET));
        sent.put("9.4", room.takeSent().get(0));
        room.receives("<presence type='unavailable' from='elsinore@talk.denmark.lit/Hamlet' to='rabbithole@rooms.wonderland.lit/"
            + "Hamlet'><fmuc xmlns='http://isode.com/protocol/fmuc' from='hamlet@denmark.lit/priam-ubuntu-vm'/></presence>")
            .roomHasHandledIt();
        List<Packet> last = room.takeSent();
        sent.put("10.1", last.get(last.size() - 1));
        return sent;
    }
}
