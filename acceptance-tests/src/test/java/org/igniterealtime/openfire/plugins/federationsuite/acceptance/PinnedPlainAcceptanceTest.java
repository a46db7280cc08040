package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** The administrator of a mirror wants it to speak in plain mode with a server that could speak FMUC. */
public class PinnedPlainAcceptanceTest extends FederationTest {

    private static final String DIALECT = "plugin.federationsuite.fmuc.mirror.dialect";
    private static final String ADMISSION = "plugin.federationsuite.fmuc.master.admission";

    private Client curtis;

    /** Runs on one kind of server. */
    public PinnedPlainAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(DIALECT, "plain");
    }

    private void begin() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
    }

    private void allHear(String words, Client... behindTheMirror) {
        curtis.awaitSaid(MASTER, words);
        List.of(behindTheMirror).forEach(client -> client.awaitSaid(SLAVE, words));
    }

    @Test
    public void itsUsersAreInTheRoomAsAnybodyIs() {
        begin();
        Client kev = login(montague(), "kev", "Swift");
        Stanza joined = kev.join(SLAVE, "Kev");
        assertEquals(joined.text(), "", joined.type());
        Client amy = login(montague(), "amy", "Swift");
        assertEquals("", amy.join(SLAVE, "Amy").type());
        kev.await("Amy", stanza -> stanza.from().equals(SLAVE + "/Amy"));
        curtis.await("Amy", stanza -> stanza.from().equals(MASTER + "/Amy"));

        kev.say(SLAVE, "I am Kev.");
        allHear("I am Kev.", kev, amy);
        curtis.say(MASTER, "I am Curtis.");
        allHear("I am Curtis.", kev, amy);
        kev.send("<presence to='" + SLAVE + "/Kev'><show>away</show></presence>");
        curtis.await("Kev to be away", stanza -> stanza.from().equals(MASTER + "/Kev") && stanza.text().contains("away"));
        curtis.send("<message type='chat' to='" + MASTER + "/Kev'><body>Psst.</body></message>");
        assertEquals(SLAVE + "/Curtis", kev.await("the whisper", stanza -> stanza.body().equals("Psst.")).from());
        kev.send("<message type='chat' to='" + SLAVE + "/Curtis'><body>Hush.</body></message>");
        assertEquals(MASTER + "/Kev", curtis.await("the answer", stanza -> stanza.body().equals("Hush.")).from());
        for (Client client : List.of(curtis, kev, amy)) {
            client.settle();
            assertEquals(1, client.received().stream().filter(stanza -> stanza.body().equals("I am Kev.")).count());
        }

        curtis.ask("set", MASTER, "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Kev' role='none'/></query>");
        Stanza kick = kev.await("the kick",
            stanza -> stanza.from().equals(SLAVE + "/Kev") && stanza.type().equals("unavailable"));
        assertTrue(kick.text(), kick.text().contains("307"));
        amy.part(SLAVE, "Amy");
        curtis.await("Amy to be gone", stanza -> stanza.from().equals(MASTER + "/Amy") && stanza.type().equals("unavailable"));
        assertEquals("nothing of FMUC crosses", List.of(), toMirror().stanzas().stream().map(Stanza::text)
            .filter(text -> text.contains("<fmuc")).toList());
        assertEquals("nothing of FMUC crosses", List.of(), toRooms().stanzas().stream().map(Stanza::text)
            .filter(text -> text.contains("<fmuc")).toList());
    }

    @Test
    public void aMirrorThatTheRoomDoesNotAdmitIsToldSo() {
        begin();
        capulet().control().setProperty(ADMISSION, "nobody");
        Client kev = login(montague(), "kev", "Swift");
        Stanza refused = kev.join(SLAVE, "Kev");
        assertEquals("error", refused.type());
        assertTrue(refused.text(), refused.text().contains("not-authorized") && refused.text().contains("may not join"));
    }
}
