package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * Whether the simulation would notice: ten things that a mirror or a master could do wrong, chosen from the specifications and
 * not from the code, and planted into worlds that hold without them. Each must be noticed by what the simulation looks at
 * anyway, and for the right reason.
 */
public class PlantedFaultsTest {

    private static final JID ROOM = new JID("garden@talk.lit");
    /** The nicks that there are. */
    private static final List<String> NICKS = List.of("Ada", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal");
    private static final int WORLDS = 30;
    private static final int STEPS = 120;

    /** ProtoXEP, "Sending Messages": one for all. */
    @Test
    public void aSlaveThatSendsAMessageOnceForEachOccupantIsNoticed() {
        isNoticed("a second copy of", world -> world.plant(stanza ->
            isUp(stanza) && isSaid(stanza) ? List.of(stanza, stanza.createCopy()) : List.of(stanza)));
    }

    /** ProtoXEP, "nomirror": "it MUST NOT resend this message to the proxy during its usual fan-out". */
    @Test
    public void aMasterThatSendsBackWhatItMustNotIsNoticed() {
        isNoticed(true, "it comes back, and must not", world -> world.plant(stanza -> {
            if (!isUp(stanza) || stanza.getElement().element(Fmuc.NOMIRROR) == null) {
                return List.of(stanza);
            }
            Packet back = stanza.createCopy();
            back.getElement().elements(Fmuc.NOMIRROR).forEach(Element::detach);
            back.setFrom(new JID(ROOM.getNode(), ROOM.getDomain(), stanza.getFrom().getResource()));
            back.setTo(stanza.getFrom().asBareJID());
            return List.of(stanza, back);
        }));
    }

    /** XEP-0045, section 7.2.8: "the service MUST deny access". */
    @Test
    public void aMasterThatAdmitsWhoeverHasATakenNickIsNoticed() {
        isNoticed("waits for ever: JOINING", world -> world.plant(stanza ->
            isDown(stanza) && hasError(stanza, PacketError.Condition.conflict) ? List.of(admission(stanza)) : List.of(stanza)));
    }

    /** XEP-0045, section 7.14: "the service MUST then send presence stanzas of type unavailable … to all". */
    @Test
    public void aMasterThatTellsNobodyWhoHasLeftIsNoticed() {
        isNoticed(" sees expected", world -> world.plant(stanza ->
            isDown(stanza) && isUnavailable(stanza) ? List.of() : List.of(stanza)));
    }

    /** XEP-0045, section 7.2.15: the subject comes after the history, and if it is that there is none. */
    @Test
    public void aMasterThatDoesNotTellTheSubjectToWhoeverJoinsIsNoticed() {
        Set<String> joining = new HashSet<>();
        isNoticed("the subject", world -> world.plant(stanza -> {
            if (isUp(stanza) && Fmuc.isJoin(stanza)) {
                joining.add(stanza.getFrom().getDomain());
            }
            boolean subject = isDown(stanza) && stanza instanceof Message message && message.getBody() == null
                && message.getElement().element("subject") != null;
            return subject && joining.remove(stanza.getTo().getDomain()) ? List.of() : List.of(stanza);
        }));
    }

    /** XEP-0045, section 8.2: "the status code 307". */
    @Test
    public void aMasterThatThrowsOutWithoutSayingSoIsNoticed() {
        isNoticed("was put out, and not told why", world -> world.plant(stanza -> {
            if (isDown(stanza) && isUnavailable(stanza)) {
                stanza.getElement().elements(Muc.USER).forEach(user -> List.copyOf(user.elements("status")).stream()
                    .filter(status -> "307".equals(status.attributeValue("code"))).forEach(Element::detach));
            }
            return List.of(stanza);
        }));
    }

    /** XEP-0045, section 7.5: to "the intended recipient". */
    @Test
    public void aMasterThatTellsAllWhatIsPrivateIsNoticed() {
        isNoticed("hears what was not for him", world -> world.plant(stanza -> {
            if (!isDown(stanza) || !(stanza instanceof Message message) || message.getType() != Message.Type.chat) {
                return List.of(stanza);
            }
            return NICKS.stream().<Packet>map(nick -> {
                Message copy = message.createCopy();
                copy.setTo(new JID(message.getTo().getNode(), message.getTo().getDomain(), nick));
                return copy;
            }).toList();
        }));
    }

    /** XEP-0045, section 7.2.13: the history is shown when somebody enters, and once. */
    @Test
    public void aSlaveThatShowsTheHistoryTwiceIsNoticed() {
        isNoticed("heard something twice", world -> world.plant(stanza ->
            stanza.getFrom().getDomain().startsWith("mirror.") && isSaid(stanza) && Payload.of(stanza).has(Payload.DELAY)
                ? List.of(stanza, stanza.createCopy()) : List.of(stanza)));
    }

    /** XEP-0045, section 9.1: "the service MUST prevent that user from re-entering". */
    @Test
    public void aRoomThatLetsInWhomItHasBannedIsNoticed() {
        isNoticed("is banned, and in the room", world -> world.administered().roomForgives());
    }

    /** XEP-0045, section 10.6: "send updated presence … to all occupants". */
    @Test
    public void aMasterThatDoesNotPassOnAffiliationsIsNoticed() {
        isNoticed("sees the affiliation", world -> world.administered().plant(stanza -> {
            if (isDown(stanza)) {
                stanza.getElement().elements(Muc.USER).stream().flatMap(user -> user.elements("item").stream())
                    .forEach(item -> item.addAttribute("affiliation", "none"));
            }
            return List.of(stanza);
        }));
    }

    private static boolean isUp(Packet stanza) {
        return stanza.getFrom().getDomain().startsWith("mirror.") && stanza.getTo().asBareJID().equals(ROOM);
    }

    private static boolean isDown(Packet stanza) {
        return stanza.getFrom().asBareJID().equals(ROOM) && stanza.getTo().getDomain().startsWith("mirror.");
    }

    private static boolean isSaid(Packet stanza) {
        return stanza instanceof Message message && message.getType() == Message.Type.groupchat && message.getBody() != null;
    }

    private static boolean isUnavailable(Packet stanza) {
        return stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable;
    }

    private static boolean hasError(Packet stanza, PacketError.Condition condition) {
        return stanza instanceof Presence && stanza.getError() != null && stanza.getError().getCondition() == condition;
    }

    /** As if the one who was refused had got the nick. */
    private static Presence admission(Packet refusal) {
        Presence presence = new Presence();
        String nick = Stream.of(refusal.getTo(), refusal.getFrom()).map(JID::getResource).filter(one -> one != null).findFirst()
            .orElseThrow();
        presence.setFrom(new JID(ROOM.getNode(), ROOM.getDomain(), nick));
        presence.setTo(refusal.getTo().asBareJID());
        presence.getElement().addElement(Muc.USER).addElement("item").addAttribute("affiliation", "none")
            .addAttribute("role", "participant");
        return presence;
    }

    private static void isNoticed(String why, Consumer<World> fault) {
        isNoticed(false, why, fault);
    }

    private static void isNoticed(boolean hasty, String why, Consumer<World> fault) {
        for (long seed = 0; seed < WORLDS; seed++) {
            World world = new World(seed, hasty, false);
            fault.accept(world);
            try {
                world.run(STEPS);
                world.fallSilent();
            } catch (AssertionError e) {
                assertTrue("noticed, but for another reason: " + e.getMessage(), e.getMessage().contains(why));
                return;
            }
        }
        fail("In none of " + WORLDS + " worlds anything was noticed");
    }
}
