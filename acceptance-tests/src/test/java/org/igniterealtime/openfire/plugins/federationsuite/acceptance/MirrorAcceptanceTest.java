package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** A conversation through a mirror. */
public class MirrorAcceptanceTest extends FederationTest {

    private static final String MASTER = "jabberchat@conference.capulet.lit";
    private static final String SLAVE = "jabberchat\\40conference.capulet.lit@mirror.montague.lit";

    public MirrorAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    public void occupantsOfBothServersTalk() {
        Client curtis = login(capulet(), "curtis", "Swift");
        curtis.create(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        Client amy = login(montague(), "amy", "Gajim");
        kev.join(SLAVE, "Kev");
        amy.join(SLAVE, "Amy");
        curtis.say(MASTER, "hello");
        Stanza s = kev.awaitSaid(SLAVE, "hello");
        amy.awaitSaid(SLAVE, "hello");
        kev.say(SLAVE, "hi back");
        kev.awaitSaid(SLAVE, "hi back");
        amy.awaitSaid(SLAVE, "hi back");
        curtis.awaitSaid(MASTER, "hi back");
        amy.part(SLAVE, "Amy");
        kev.part(SLAVE, "Kev");
        dump("sent", toMirror().stanzas());
        dump("received", toMirror().reversed().stanzas());
        dump("kev", kev.received());
        dump("amy", amy.received());
        dump("curtis", curtis.received());
    }
    void dump(String n, java.util.List<Stanza> l) { l.forEach(x -> System.err.println(n + ": " + x.text())); }
}
