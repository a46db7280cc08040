package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.junit.Assert.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** Real addresses of others are for those who may know them, also where the master sends them in the copy for all. */
public class SlaveAnonymityTest {

    private final Slave slave = new Slave();

    @Test
    @Conforms("mirror-6")
    public void inASemiAnonymousRoomModeratorsSeeAddressesAndOthersDoNot() {
        slave.has("Amy").asks("Kev").receives(there("Kev", "moderator", "kev")).andSo();
        slave.receives(there("Curtis", "participant", "curtis"));
        assertEquals(Map.of("kev", true, "amy", false), whoWasTold("curtis@"));
        slave.receives(message("curtis"));
        assertEquals(Map.of("kev", true, "amy", false), whoWasTold("curtis@"));
    }

    @Test
    public void oneMayKnowOneself() {
        slave.has("Kev").receives(there("Kev", "participant", "kev"));
        assertEquals(Map.of("kev", true), whoWasTold("jid=\"kev@"));
    }

    @Test
    public void whoEntersLaterSeesWhatHeMay() {
        slave.has("Amy").receives(there("Curtis", "participant", "curtis")).receives(message("curtis")).andSo();
        slave.asks("Bob").andSo().shows("Bob");
        assertEquals(Map.of("bob", false, "amy", false), whoWasTold("curtis@"));
        slave.asks("Kev").andSo().receives(there("Kev", "moderator", "kev"));
        assertEquals(Map.of("kev", true, "bob", false, "amy", false), whoWasTold("curtis@"));
    }

    @Test
    public void inANonAnonymousRoomEverybodySeesThem() {
        slave.asks("Amy").shows("Amy", "<status code='100'/>").andSo();
        slave.receives(there("Curtis", "participant", "curtis"));
        assertEquals(Map.of("amy", true), whoWasTold("curtis@"));
        slave.receives(message("curtis"));
        assertEquals(Map.of("amy", true), whoWasTold("curtis@"));
    }

    @Test
    public void whatARoomBecomesCountsFromThenOn() {
        slave.has("Amy").receives(configured("172")).receives(configured("170")).andSo();
        assertEquals(Set.of(100, 170), slave.room().roomCodes());
        slave.receives(there("Curtis", "participant", "curtis"));
        assertEquals(Map.of("amy", true), whoWasTold("curtis@"));
        slave.receives(configured("173")).receives(configured("171")).receives(configured("104")).andSo();
        assertEquals(Set.of(), slave.room().roomCodes());
        slave.receives(there("Curtis", "participant", "curtis"));
        assertEquals(Map.of("amy", false), whoWasTold("curtis@"));
    }

    @Test
    public void addressesThatAreNotTheSendersPass() {
        slave.has("Amy").receives(("<message type='groupchat' from='%s/Curtis' to='%s'><body>x</body>"
            + "<addresses xmlns='http://jabber.org/protocol/address'><address type='to' jid='ben@elsewhere.example'/></addresses>"
            + "</message>").formatted(MASTER, SLAVE));
        assertEquals(Map.of("amy", true), whoWasTold("ben@"));
    }

    /** Of those who were sent anything, who was told something. */
    private Map<String, Boolean> whoWasTold(String text) {
        Map<String, Boolean> told = new TreeMap<>();
        slave.takeSent().forEach(sent -> told.merge(sent.getTo().getNode(), sent.toXML().contains(text), Boolean::logicalOr));
        return told;
    }

    private static String there(String nick, String role, String user) {
        return ("<presence from='%s/%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='%s' jid='%s@real.example/x'/></x></presence>")
            .formatted(MASTER, nick, SLAVE, role, user);
    }

    private static String message(String user) {
        return ("<message type='groupchat' id='m' from='%s/Curtis' to='%s'><body>x</body>"
            + "<addresses xmlns='http://jabber.org/protocol/address'><address type='ofrom' jid='%s@real.example/x'/></addresses>"
            + "</message>").formatted(MASTER, SLAVE, user);
    }

    private static String configured(String code) {
        return ("<message type='groupchat' from='%s' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<status code='%s'/></x></message>").formatted(MASTER, SLAVE, code);
    }
}
