package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** What a master says of its room, and what a slave says of itself because of that. */
public class RoomInfoTest {

    private static final SlaveAddress ADDRESS = SlaveAddress.of(new JID("room@talk.lit"), "mirror.here.lit");
    private static final String TOLD = "<identity category='conference' type='text' name='The room'/>"
        + "<feature var='muc_public'/><feature var='muc_open'/><feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:sid:0'/>"
        + "<feature var='urn:secret'/><feature/><x xmlns='jabber:x:data' type='result'>"
        + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roominfo</value></field>"
        + "<field var='muc#roominfo_description' label='What'><value>Talk</value></field>"
        + "<field var='muc#roominfo_occupants'><value>9</value></field><field var='other'><value>x</value></field><field/></x>";

    @Test
    public void ofAnAnswerThatIsKeptWhichASlaveCanSayToo() {
        RoomInfo info = read(TOLD);
        assertEquals(Optional.of("The room"), info.name());
        assertEquals(Set.of("muc_public", "muc_open", "urn:xmpp:mam:2", "urn:xmpp:sid:0"), info.features());
        assertEquals(List.of(new RoomInfo.Field("muc#roominfo_description", Optional.of("What"), List.of("Talk")),
            new RoomInfo.Field("muc#roominfo_occupants", Optional.empty(), List.of("9"))), info.fields());
        assertTrue(info.isListed());
        assertFalse(read(TOLD.replace("muc_public", "muc_hidden")).isListed());
    }

    @Test
    public void anAnswerThatSaysNothingIsNoHarm() {
        assertEquals(new RoomInfo(Optional.empty(), Set.of(), List.of()), read("<identity name=' '/>"));
        assertEquals(RoomInfo.UNKNOWN, read(""));
        assertEquals(RoomInfo.UNKNOWN, RoomInfo.read((IQ) Xml.stanza("<iq type='result' id='a' from='a@b' to='c@d'/>")));
    }

    @Test
    @Conforms("mirror-12")
    public void anAnswerIsKeptWithinBounds() {
        String form = "<x xmlns='jabber:x:data'>" + "<field var='muc#roominfo_a'><value/></field>".repeat(101) + "</x>";
        StringBuilder features = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            features.append("<feature var='muc_").append(i).append("'/>");
        }
        RoomInfo info = read("<identity name='" + "n".repeat(2001) + "'/>" + features + form);
        assertEquals(2000, info.name().orElseThrow().length());
        assertEquals(100, info.features().size());
        assertEquals(100, info.fields().size());
        RoomInfo many = read("<x xmlns='jabber:x:data'><field var='muc#roominfo_a' label='" + "l".repeat(2001) + "'>"
            + "<value>v</value>".repeat(101) + "</field></x>");
        assertEquals(100, many.fields().get(0).values().size());
        assertEquals(2000, many.fields().get(0).label().orElseThrow().length());
    }

    @Test
    @Conforms("room-1")
    public void theSlaveSaysWhatTheRoomIsAndWhatItCanDoItself() {
        Element query = answer(read(TOLD), OptionalInt.of(3), false);
        assertEquals("The room", query.element("identity").attributeValue("name"));
        assertEquals("conference", query.element("identity").attributeValue("category"));
        List<String> features = features(query);
        assertTrue(features.containsAll(List.of("http://jabber.org/protocol/muc", "urn:xmpp:ping", "muc_public",
            "urn:xmpp:sid:0", "http://jabber.org/protocol/disco#info", "http://jabber.org/protocol/disco#items")));
        assertFalse("the archive is not passed on to", features.contains("urn:xmpp:mam:2"));
        assertTrue(features(answer(read(TOLD), OptionalInt.of(3), true)).contains("urn:xmpp:mam:2"));
        assertEquals(Xml.canonical(Xml.element("<x xmlns='jabber:x:data' type='result'>"
            + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roominfo</value></field>"
            + "<field var='muc#roominfo_description' label='What'><value>Talk</value></field>"
            + "<field var='muc#roominfo_occupants'><value>3</value></field></x>")), Xml.canonical(query.element("x")));
    }

    @Test
    @Conforms("room-1")
    public void whereTheSlaveDoesNotKnowHowManyAreInTheMasterIsBelieved() {
        assertTrue(answer(read(TOLD), OptionalInt.empty(), true).element("x").asXML().contains("<value>9</value>"));
        Element unknown = answer(RoomInfo.UNKNOWN, OptionalInt.empty(), true);
        assertEquals("room@talk.lit", unknown.element("identity").attributeValue("name"));
        assertEquals("no form is better than an empty one", 0, unknown.elements("x").size());
        assertTrue(answer(RoomInfo.UNKNOWN, OptionalInt.of(0), true).element("x").asXML().contains("<value>0</value>"));
    }

    private static List<String> features(Element query) {
        return query.elements("feature").stream().map(feature -> feature.attributeValue("var")).toList();
    }

    private static Element answer(RoomInfo info, OptionalInt occupants, boolean archive) {
        return info.answer((IQ) Xml.stanza("<iq type='get' id='q' from='a@here.lit/x' to='" + ADDRESS.slave()
            + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"), ADDRESS, occupants, archive).getChildElement();
    }

    private static RoomInfo read(String inQuery) {
        return RoomInfo.read((IQ) Xml.stanza("<iq type='result' id='q' from='room@talk.lit' to='mirror.here.lit'>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'>" + inQuery + "</query></iq>"));
    }
}
