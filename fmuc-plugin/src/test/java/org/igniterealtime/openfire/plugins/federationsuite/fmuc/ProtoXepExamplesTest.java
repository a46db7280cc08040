package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.Packet;

/**
 * Every example of the ProtoXEP: what others send is read as what it means, and what we send is what stands there, to the
 * last attribute, except where {@link #DEVIATIONS} says otherwise.
 */
public class ProtoXepExamplesTest {

    private static final Examples EXAMPLES = new Examples();

    /**
     * Where we send something else than an example shows.
     *
     * @param stanza  the stanza's name, see {@link Examples}
     * @param caption the caption of its example
     * @param shown   the part of the example that we do not follow
     * @param ours    what stands there in what we send
     * @param why     the reason
     */
    private record Deviation(String stanza, String caption, String shown, String ours, String why) {
    }

    private static final List<Deviation> DEVIATIONS = List.of(
        new Deviation("3.1", "MUC confirms room join", "role='participant'/>",
            "role='participant'/><status code='110'/>",
            "The same slip on the link: by 110 the slave knows the answer to its join from a stranger with the same nick."),
        new Deviation("4.1", "Proxy delivers the join to local users", "role='participant'/>",
            "role='participant'/><status code='110'/>",
            "A slip: XEP-0045 has 110 in a user's own presence, and clients know by it that they are in."),
        new Deviation("6.1", "Proxy delivers the join failure to the user",
            "from='jabberchat\\40talk.example.com@mirror.remote.example.com'",
            "from='jabberchat\\40talk.example.com@mirror.remote.example.com/Kev'",
            "On purpose: XEP-0045 and clients have a refused join come from room/nick, which is where it went."),
        new Deviation("8.2", "MUC delivers the join to its occupants", "affiliation='admin'", "affiliation='owner'",
            "A slip: Curtis is owner in the room's other copy of the same presence, and we do not change what it says."),
        new Deviation("13.1", "Proxy sends part to local users", "to='kev@remote.example.com/Swift''",
            "to='kev@remote.example.com/Swift'",
            "A slip: one quote too many, not well-formed."),
        new Deviation("16.1", "MUC sends the message to the occupants", "from='jabberchat@talk.example.com'",
            "from='jabberchat@talk.example.com/Kev'",
            "A slip: the slave could not tell whose it is; the examples of fire and forget have the occupant's address."),
        new Deviation("16.2", "MUC sends the message to the occupants", "from='jabberchat@talk.example.com'",
            "from='jabberchat@talk.example.com/Kev'",
            "The same slip in the copy for a direct occupant, which is the room's and not ours."));

    /** What others send, and what it is read as. */
    private static final Map<String, Class<?>> READ_AS = Map.ofEntries(
        Map.entry("1.1", UserStanza.Available.class), Map.entry("2.1", SlaveStanza.Join.class),
        Map.entry("3.1", MasterStanza.Present.class), Map.entry("5.1", MasterStanza.Refused.class),
        Map.entry("8.1", RoomCopy.Occupant.class), Map.entry("8.2", MasterStanza.Present.class),
        Map.entry("10.1", UserStanza.Unavailable.class), Map.entry("11.1", SlaveStanza.Part.class),
        Map.entry("12.1", MasterStanza.Absent.class), Map.entry("12.2", RoomCopy.Occupant.class),
        Map.entry("14.1", UserStanza.Say.class), Map.entry("15.1", SlaveStanza.Say.class),
        Map.entry("16.1", MasterStanza.Said.class), Map.entry("16.2", RoomCopy.Groupchat.class),
        Map.entry("18.1", UserStanza.Say.class), Map.entry("19.1", SlaveStanza.Say.class),
        Map.entry("21.1", RoomCopy.Groupchat.class));

    /** What a client sends to the room or receives from the slave: nobody of ours reads it. */
    private static final Set<String> CLIENTS_ONLY = Set.of("4.1", "6.1", "7.1", "9.1", "13.1", "17.1", "20.1");

    @Test
    public void everyStanzaOfEveryExampleIsAccountedFor() {
        Set<String> known = new LinkedHashSet<>(READ_AS.keySet());
        known.addAll(CLIENTS_ONLY);
        assertEquals(EXAMPLES.all().keySet(), known);
        Set<String> sentByUs = new LinkedHashSet<>(EXAMPLES.all().keySet());
        sentByUs.removeAll(Set.of("1.1", "10.1", "14.1", "18.1"));
        assertEquals("all but what the mirror's users say is sent by us", sentByUs, sentByUs().keySet());
    }

    @Test
    @Conforms({"protoxep-4", "protoxep-7"})
    public void whatOthersSendIsReadAsWhatItMeans() {
        READ_AS.forEach((name, type) -> {
            Packet stanza = Xml.stanza(EXAMPLES.get(name));
            Optional<?> read = type.getEnclosingClass() == UserStanza.class ? UserStanza.read(stanza)
                : type.getEnclosingClass() == SlaveStanza.class ? SlaveStanza.read(stanza)
                : type.getEnclosingClass() == MasterStanza.class ? MasterStanza.read(stanza) : RoomCopy.read(stanza);
            assertEquals(name, type, read.orElseThrow().getClass());
        });
    }

    @Test
    @Conforms({"protoxep-4", "protoxep-8", "protoxep-14"})
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
            assertEquals(deviation.caption(), EXAMPLES.captionOf(deviation.stanza()));
            assertTrue(deviation + " must stand there", shown.contains(deviation.shown()));
            assertFalse("a reason", deviation.why().isBlank());
            String ours = Xml.canonical(sent.get(deviation.stanza()).getElement());
            assertEquals(Xml.canonical(Xml.element(corrected(deviation.stanza()))), ours);
            if (!deviation.why().contains("not well-formed")) {
                assertNotEquals("a stale deviation", Xml.canonical(Xml.element(shown)), ours);
            } else {
                assertThrows(IllegalArgumentException.class, () -> Xml.element(shown));
            }
        }
    }

    @Test
    public void aCopyOfAMessageThatNamesOnlyTheRoomIsAcceptedAsWell() {
        new Slave().has("Kev").receives(EXAMPLES.get("16.1")).sends("""
            <message from='jabberchat\\40talk.example.com@mirror.remote.example.com' to='kev@remote.example.com/Swift'
                type='groupchat'>
              <body>[[Unclassified]] It's getting warm in here.</body></message>""");
    }

    @Test
    public void aRefusalFromTheOccupantsAddressIsAcceptedAsWell() {
        Packet fromRoom = refusedJoin(EXAMPLES.get("5.1"));
        Packet fromOccupant = refusedJoin(EXAMPLES.get("5.1")
            .replace("from='jabberchat@talk.example.com'", "from='jabberchat@talk.example.com/Kev'"));
        assertEquals(Xml.canonical(fromRoom.getElement()), Xml.canonical(fromOccupant.getElement()));
    }

    private static String corrected(String name) {
        String xml = EXAMPLES.get(name);
        for (Deviation deviation : DEVIATIONS) {
            if (deviation.stanza().equals(name)) {
                xml = xml.replace(deviation.shown(), deviation.ours());
            }
        }
        return xml;
    }

    // ---- the use cases, told once for the mirror's side and once for the master's; each answers the example before

    private static Map<String, Packet> sentByUs() {
        Map<String, Packet> sent = new LinkedHashMap<>();
        mirrorInNormalMode(sent);
        mirrorInFireAndForgetMode(sent);
        masterLetsIn(sent);
        masterRefuses(sent);
        masterInFireAndForgetMode(sent);
        return sent;
    }

    private static void mirrorInNormalMode(Map<String, Packet> sent) {
        Slave slave = new Slave();
        sent.put("2.1", only(slave.receives(EXAMPLES.get("1.1")).takeSent()));
        sent.put("4.1", only(slave.receives(EXAMPLES.get("3.1")).takeSent()));
        sent.put("6.1", refusedJoin(EXAMPLES.get("5.1")));
        sent.put("9.1", only(slave.receives(corrected("8.2")).takeSent()));
        sent.put("15.1", only(slave.receives(EXAMPLES.get("14.1")).takeSent()));
        sent.put("17.1", only(slave.receives(corrected("16.1")).takeSent()));
        sent.put("11.1", only(slave.receives(EXAMPLES.get("10.1")).takeSent()));
        sent.put("13.1", only(slave.receives(EXAMPLES.get("12.1")).takeSent()));
        assertTrue("with the last occupant the slave is gone", slave.room().isVacant());
    }

    private static Packet refusedJoin(String refusal) {
        return only(new Slave().receives(EXAMPLES.get("1.1")).andSo().receives(refusal).takeSent());
    }

    private static void mirrorInFireAndForgetMode(Map<String, Packet> sent) {
        Slave slave = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true))
            .receives(EXAMPLES.get("1.1")).receives(EXAMPLES.get("3.1")).andSo();
        List<Packet> both = slave.receives(EXAMPLES.get("18.1")).takeSent();
        assertEquals(2, both.size());
        sent.put("19.1", both.get(0));
        sent.put("20.1", both.get(1));
    }

    private static void masterLetsIn(Map<String, Packet> sent) {
        Master master = new Master().receives(EXAMPLES.get("2.1")).lets("""
            <presence from='kev@remote.example.com/Swift' to='jabberchat@talk.example.com/Kev'>
              <x xmlns='http://jabber.org/protocol/muc'/></presence>""");
        sent.put("3.1", only(master.roomShows("Kev", "Kev", "<status code='110'/>").takeSent()));
        sent.put("7.1", only(master.receives(EXAMPLES.get("7.1")).takePassed()));
        sent.put("8.1", only(master.roomSends(EXAMPLES.get("8.1")).takeSent()));
        sent.put("8.2", only(master.roomSends(EXAMPLES.get("8.1").replace("curtis@example.com", "kev@remote.example.com"))
            .takeSent()));
        master.receives(EXAMPLES.get("15.1")).lets("""
            <message from='kev@remote.example.com/Swift' to='jabberchat@talk.example.com' type='groupchat'>
              <body>[[Unclassified]] It's getting warm in here.</body></message>""");
        sent.put("16.1", only(master.roomSends(toKev(EXAMPLES.get("21.1"))).takeSent()));
        sent.put("16.2", only(master.roomSends(EXAMPLES.get("21.1")).takeSent()));
        master.receives(EXAMPLES.get("11.1")).lets("""
            <presence from='kev@remote.example.com/Swift' to='jabberchat@talk.example.com/Kev' type='unavailable'/>""");
        sent.put("12.1", only(master.roomShowsGone("Kev", "Kev", "<status code='110'/>").takeSent()));
        sent.put("12.2", only(master.roomSends(EXAMPLES.get("12.2")).takeSent()));
        assertTrue("with its last user the proxy has left", master.room().isUnmirrored());
    }

    private static void masterRefuses(Map<String, Packet> sent) {
        Master master = new Master().receives(EXAMPLES.get("2.1"));
        sent.put("5.1", only(master.roomSends("""
            <presence from='jabberchat@talk.example.com/Kev' to='kev@remote.example.com/Swift' type='error'>
              <x xmlns='http://jabber.org/protocol/muc'/>
              <error type='auth'><registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </presence>""").takeSent()));
        assertTrue(master.room().isUnmirrored());
    }

    private static void masterInFireAndForgetMode(Map<String, Packet> sent) {
        Master master = new Master().has("Kev");
        master.receives(EXAMPLES.get("19.1")).lets("""
            <message from='kev@remote.example.com/Swift' to='jabberchat@talk.example.com' type='groupchat'>
              <body>[[Unclassified]] It's getting warm in here.</body></message>""");
        // The room sends to all its occupants; the copy for the proxy must end here.
        master.roomSends(toKev(EXAMPLES.get("21.1"))).sends();
        sent.put("21.1", only(master.roomSends(EXAMPLES.get("21.1")).takeSent()));
    }

    private static String toKev(String copy) {
        return copy.replace("to='curtis@example.com/Swift'", "to='kev@remote.example.com/Swift'");
    }

    private static Packet only(List<Packet> stanzas) {
        assertEquals(stanzas.toString(), 1, stanzas.size());
        return stanzas.get(0);
    }
}
