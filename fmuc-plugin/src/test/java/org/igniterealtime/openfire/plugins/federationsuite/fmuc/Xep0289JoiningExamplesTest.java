package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Every example of XEP-0289 from the side of the joining node, to the last attribute, except where {@link #DEVIATIONS} says
 * otherwise. The specification's joining node is {@code elsinore@talk.denmark.lit}; ours has the address that a slave has.
 */
public class Xep0289JoiningExamplesTest {

    private static final Examples EXAMPLES = new Examples("/xep-0289-0.2.1-examples.txt");
    private static final JID MASTER = new JID("rabbithole@rooms.wonderland.lit");
    private static final String THEIRS = "elsinore@talk.denmark.lit";
    private static final String OURS = "rabbithole\\40rooms.wonderland.lit@mirror.denmark.lit";

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

    private static final String OLD_DELAY = "<x xmlns=\"urn:xmpp:delay\" from=\"rabbithole@rooms.wonderland.lit\" stamp=\"%s\"/>";
    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' from='rabbithole@rooms.wonderland.lit' stamp='%s'/>";
    private static final String FMUC =
        "<fmuc xmlns=\"http://isode.com/protocol/fmuc\" from=\"hamlet@denmark.lit/priam-ubuntu-vm\"/>";
    private static final String NOT_SHOWN = "On purpose: the room has not said that it shows real addresses to everybody, and"
        + " Hamlet is no moderator.";
    private static final String XEP_0203 = "A slip: the element of XEP-0203 is <delay/>, and its time is that of XEP-0082;"
        + " clients know no other.";

    private static final List<Deviation> DEVIATIONS = List.of(
        new Deviation("5.1", " jid=\"alice@wonderland.lit/priam-ubuntu-vm\"", "", NOT_SHOWN),
        new Deviation("5.2", "\"/>\n  </x>", "\"/><status code='110'/></x>",
            "A slip: XEP-0045 has 110 in a user's own presence, and clients know by it that they are in."),
        new Deviation("5.3", OLD_DELAY.formatted("20120419T16:00:44"), DELAY.formatted("2012-04-19T16:00:44Z"), XEP_0203),
        new Deviation("5.4", OLD_DELAY.formatted("20120501T10:03:24"), DELAY.formatted("2012-05-01T10:03:24Z"), XEP_0203),
        new Deviation("5.5", OLD_DELAY.formatted("20120528T14:39:34"), DELAY.formatted("2012-05-28T14:39:34Z"), XEP_0203),
        new Deviation("5.5", "elsinore@talk.denmark.lit/Hatter", "elsinore@talk.denmark.lit/Alice",
            "A slip: the joined node's own stanza, 4.5, comes from Alice; whose it is, the occupant's address says."),
        new Deviation("7.4", "elsinore@talk.denmark.lit/Hamlet", "elsinore@talk.denmark.lit/Alice",
            "A slip: Alice says it, and Hamlet hears it."),
        new Deviation("8.8", " jid=\"hatter@wonderland.lit/priam-ubuntu-vm\"", "", NOT_SHOWN),
        new Deviation("9.5", " jid=\"hatter@wonderland.lit/priam-ubuntu-vm\"", "", NOT_SHOWN),
        new Deviation("11.2", FMUC + "\n  <body>Hi, I want to say something in private</body>",
            "<body>Hi, I want to say something in private</body>" + FMUC,
            "Of one meaning: in 6.3 the element stands behind the body, and so it does with us."));

    /** What the node's users and the joined node send. */
    private static final Set<String> READ = Set.of("1.1", "3.1", "4.1", "4.2", "4.3", "4.4", "4.5", "6.1", "7.3", "8.7", "9.4",
        "10.1", "11.1");
    /** What is said at the joined node between it and its own users. */
    private static final Set<String> OF_THE_JOINED_NODE = Set.of("6.4", "7.1", "7.2", "8.1", "8.2", "8.3", "8.4", "8.5", "8.6",
        "9.1", "9.2", "9.3", "11.3");

    @Test
    public void everyStanzaOfEveryExampleIsAccountedFor() {
        Set<String> known = new LinkedHashSet<>(READ);
        known.addAll(OF_THE_JOINED_NODE);
        known.addAll(sentByUs().keySet());
        assertEquals(EXAMPLES.all().keySet(), known);
    }

    @Test
    @Conforms({"xep-0289-joining-1", "xep-0289-joining-3", "xep-0289-joining-5", "xep-0289-joining-8",
        "xep-0289-joining-10", "xep-0289-joining-12", "xep-0289-joining-17"})
    public void whatWeSendIsWhatTheSpecificationShows() {
        Map<String, Packet> sent = sentByUs();
        assertEquals(EXAMPLES.all().keySet().stream().filter(sent::containsKey)
                .map(name -> name + ' ' + Xml.canonical(Xml.element(corrected(name)))).collect(Collectors.joining("\n")),
            EXAMPLES.all().keySet().stream().filter(sent::containsKey)
                .map(name -> name + ' ' + Xml.canonical(sent.get(name).getElement())).collect(Collectors.joining("\n")));
    }

    @Test
    public void everyDeviationReallyOccurs() {
        Map<String, Packet> sent = sentByUs();
        for (Deviation deviation : DEVIATIONS) {
            String shown = EXAMPLES.get(deviation.stanza());
            assertTrue(deviation + " must stand there", shown.contains(deviation.shown()));
            assertFalse("a reason", deviation.why().isBlank());
            assertNotEquals("a stale deviation", Xml.canonical(Xml.element(ours(shown))),
                Xml.canonical(sent.get(deviation.stanza()).getElement()));
        }
    }

    @Test
    @Conforms("xep-0289-joining-2")
    public void aNodeThatLetsNobodyInIsTakenAtItsWord() {
        Xml.assertSent(slave().receives(given("1.1")).andSo().receives(given("3.1")).takeSent(), """
            <presence type='error' from='%s/Hamlet' to='hamlet@denmark.lit/priam-ubuntu-vm'>
              <x xmlns='http://jabber.org/protocol/muc'/>
              <error code='401' type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
                <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No cross-domain federation.</text></error>
            </presence>""".formatted(OURS));
    }

    @Test
    @Conforms("xep-0289-joining-13")
    public void whenTheLastHasLeftTheNodesWordIsTheEndOfIt() {
        Slave slave = joined();
        slave.receives("<presence type='unavailable' from='hamlet@denmark.lit/priam-ubuntu-vm' to='" + OURS + "/Hamlet'/>")
            .andSo();
        assertTrue(slave.room().isVacant());
        slave.receives(given("10.1")).sends();
        assertTrue(slave.room().isVacant());
    }

    private static Slave slave() {
        return new Slave(MirrorPolicy.DEFAULT, Dialect.XEP_0289, MASTER, "denmark.lit");
    }

    private static Slave joined() {
        Slave slave = slave().receives(given("1.1"));
        List.of("4.1", "4.2", "4.3", "4.4", "4.5").forEach(name -> slave.receives(given(name)));
        return slave.andSo();
    }

    private static Map<String, Packet> sentByUs() {
        Map<String, Packet> sent = new LinkedHashMap<>();
        Slave slave = slave();
        sent.put("2.1", only(slave.receives(given("1.1")).takeSent()));
        slave.receives(given("4.1")).sends();
        List<Packet> entering = slave.receives(given("4.2")).takeSent();
        assertEquals(entering.toString(), 2, entering.size());
        sent.put("5.1", entering.get(0));
        sent.put("5.2", entering.get(1));
        sent.put("5.3", only(slave.receives(given("4.3")).takeSent()));
        sent.put("5.4", only(slave.receives(given("4.4")).takeSent()));
        sent.put("5.5", only(slave.receives(given("4.5")).takeSent()));
        List<Packet> said = slave.receives(given("6.1")).takeSent();
        assertEquals(said.toString(), 2, said.size());
        sent.put("6.2", said.get(1));
        sent.put("6.3", said.get(0));
        sent.put("7.4", only(slave.receives(given("7.3")).takeSent()));
        sent.put("8.8", only(slave.receives(given("8.7")).takeSent()));
        sent.put("9.5", only(slave.receives(given("9.4")).takeSent()));
        // The user's other address in this example is a slip: he is in with that of the others.
        sent.put("11.2", only(slave.receives(given("11.1").replace("priam-ubuntu-vim", "priam-ubuntu-vm")).takeSent()));
        return sent;
    }

    private static Packet only(List<Packet> stanzas) {
        assertEquals(stanzas.toString(), 1, stanzas.size());
        return stanzas.get(0);
    }

    private static String given(String name) {
        return ours(EXAMPLES.get(name));
    }

    private static String ours(String xml) {
        return xml.replace(THEIRS, OURS);
    }

    private static String corrected(String name) {
        String xml = EXAMPLES.get(name);
        for (Deviation deviation : DEVIATIONS) {
            if (deviation.stanza().equals(name)) {
                xml = xml.replace(deviation.shown(), deviation.ours());
            }
        }
        return ours(xml);
    }
}
