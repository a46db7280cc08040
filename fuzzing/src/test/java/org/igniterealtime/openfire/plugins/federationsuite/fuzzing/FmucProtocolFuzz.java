package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Set;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Anew;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.EntityTime;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.FirstTry;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomInfo;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.StanzaText;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.XmlLength;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

/** Any stanza for the readers of both dialects: none throws, and none makes more of a stanza than there was. */
public final class FmucProtocolFuzz {

    private static final SlaveAddress ROOM = SlaveAddress.of(new JID("jabberchat@talk.example.com"), "mirror.remote.example.com");
    private static final int OWN_CHARS = 3_000;
    private static final StanzaText TEXT = new StanzaText();

    private FmucProtocolFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        new StanzaMaker(FmucWords.WORDS, input).stanza().ifPresent(FmucProtocolFuzz::read);
    }

    private static void read(Packet stanza) {
        String xml = stanza.getElement().asXML();
        UserStanza.read(stanza);
        MasterStanza.read(stanza);
        SlaveStanza.read(stanza);
        RoomCopy.read(stanza);
        JoiningStanza.read(stanza, address -> true);
        JoiningStanza.read(stanza, address -> false);
        Fmuc.speaks(stanza);
        Fmuc.isJoin(stanza);
        Fmuc.joiningUser(stanza);
        Fmuc.answer(stanza);
        Resume.isMarked(stanza);
        Anew.isMarked(stanza);
        Stanzas.condition(stanza);
        for (Element enter : stanza.getElement().elements(Muc.ENTER)) {
            HistoryRequest.read(enter);
        }
        read(Payload.of(stanza), xml.length());
        assertEquals("readers change nothing", xml, stanza.getElement().asXML());
        if (Stanzas.isReadable(stanza)) {
            answer(stanza, xml.length());
        }
        assertEquals(xml, xml.getBytes(StandardCharsets.UTF_8).length, XmlLength.of(stanza));
        TEXT.read(StanzaText.write(stanza)).ifPresent(again -> assertEquals(Payload.of(stanza), Payload.of(again)));
        change(stanza, xml.length());
    }

    private static void read(Payload payload, int chars) {
        assertTrue(payload.weight() <= chars);
        assertTrue(payload.standing().length() <= chars + OWN_CHARS);
        assertTrue(payload.text().length() <= chars);
        assertTrue(payload.asError().condition().isPresent());
        payload.statusCodes();
        payload.saidAt();
        payload.lastStamp();
        payload.body();
        payload.errorText();
        payload.role();
        payload.affiliation();
        payload.address();
        payload.isChatState();
        payload.isOfArchive();
        payload.changesSubject();
        payload.clearsSubject();
        payload.hasVoiceRequest();
        payload.throwsOut();
        payload.withoutActive();
        payload.withoutWordOf(Set.of(ROOM.master().toString()));
        assertTrue("no real address", !payload.withoutRealJid().hasRealJid());
        assertTrue(payload.withStatus(Set.of(Muc.KICKED)).statusCodes().contains(Muc.KICKED));
        assertEquals(Set.of(), payload.withoutStatus(payload.statusCodes()).statusCodes());
        Element parent = DocumentHelper.createElement("parent");
        payload.addTo(parent);
        assertEquals("kept as it was", payload, Payload.inside(parent));
        payload.asSeenIn(payload.asPrivate());
    }

    private static void answer(Packet stanza, int chars) {
        if (Stanzas.mayBeAnswered(stanza)) {
            Packet error = Stanzas.error(stanza, PacketError.Condition.not_acceptable, "No.");
            assertTrue(error.getElement().asXML().length() <= chars + OWN_CHARS);
        }
        if (stanza instanceof IQ iq && iq.isRequest()) {
            Topic.of(iq);
        } else if (stanza instanceof IQ iq) {
            assertNotNull(EntityTime.read(iq));
            RoomInfo info = RoomInfo.read(iq);
            info.occupants();
            IQ question = new IQ(IQ.Type.get);
            question.setFrom("kev@remote.example.com/x");
            question.setTo(ROOM.slave());
            assertTrue(info.answer(question, ROOM, OptionalInt.empty(), true).toXML().length() <= 2 * chars + OWN_CHARS);
        }
    }

    /** In the end, because it is changed. */
    private static void change(Packet stanza, int chars) {
        FirstTry.take(stanza);
        Fmuc.strip(stanza);
        Transparent.takeTaken(stanza);
        Transparent.takeDirect(stanza);
        Transparent.strip(stanza);
        JoiningStanza.strip(stanza);
        Resume.strip(stanza);
        assertTrue(stanza.getElement().asXML().length() <= chars + OWN_CHARS);
    }
}
