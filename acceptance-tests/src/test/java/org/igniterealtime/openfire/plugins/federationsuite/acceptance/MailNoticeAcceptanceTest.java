package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.mail.Mail;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.mail.MailSink;
import org.junit.After;
import org.junit.Test;

/** Administrators who never log in by XMPP are told by e-mail which servers wait for them, by a real mail server. */
public class MailNoticeAcceptanceTest extends FederationTest {

    private static final String PREFIX = "plugin.federationsuite.server-roster.";

    private final MailSink sink = MailSink.open();

    /** Runs on one kind of server. */
    public MailNoticeAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        // One batch: the next message would come in an hour.
        return spec.admin("nurse", "nurse-secret").property(PREFIX + "notice-every", "3600")
            .property("mail.smtp.host", "127.0.0.1").property("mail.smtp.port", String.valueOf(sink.port()));
    }

    /** Closes the mail server. */
    @After
    public void closeSink() {
        sink.close();
    }

    @Test
    public void requestsThatComeTogetherAreOneMailToEachAdministrator() {
        List<String> domains = List.of("montague.lit", "conference.montague.lit", "mirror.montague.lit");
        // Together means within the two seconds for which the first one waits: no time for a handshake.
        domains.forEach(from -> greet(montague(), from, capulet(), "capulet.lit"));
        for (String from : domains) {
            montague().control().deliver("<presence type='subscribe' from='" + from + "' to='capulet.lit'/>");
        }
        RosterAdmin capulets = new RosterAdmin(login(capulet(), "admin", "desk"), capulet());
        capulets.awaitNotice("montague.lit");
        Waiting.until("mail", Waiting.PATIENCE, () -> sink.mails().size() >= 2);

        List<Mail> mails = sink.mails();
        assertEquals(List.of("admin@capulet.lit", "nurse@capulet.lit"),
            mails.stream().flatMap(mail -> mail.recipients().stream()).sorted().toList());
        for (Mail mail : mails) {
            assertEquals(List.of("Servers that ask for your approval: " + capulets.peers().size()), mail.header("Subject"));
            assertEquals("no-reply@capulet.lit", mail.from());
            assertTrue(mail.text(), mail.text().contains("become peers of capulet.lit"));
            capulets.peers().keySet().forEach(peer -> assertTrue(mail.text(), mail.text().contains("\n  " + peer + "\n")));
            assertTrue(mail.text(), mail.text().contains("Federation Suite: http://capulet.lit:" + capulet().consolePort()));
        }
        assertTrue(capulets.peers().containsKey("montague.lit"));

        // Another one belongs to the next batch.
        montague().control().deliver("<presence type='subscribe' from='pubsub.montague.lit' to='capulet.lit'/>");
        capulets.awaitState("pubsub.montague.lit", "none, waits for a decision");
        assertEquals(2, sink.mails().size());
    }

    @Test
    public void aServerWithoutMailSaysSoOnceAndGoesOn() {
        capulet().control().deleteProperty("mail.smtp.host");
        RosterAdmin capulets = new RosterAdmin(login(capulet(), "admin", "desk"), capulet());
        capulet().control().setProperty(PREFIX + "notice-every", "1");
        for (String from : List.of("montague.lit", "conference.montague.lit")) {
            montague().control().deliver("<presence type='subscribe' from='" + from + "' to='capulet.lit'/>");
            capulets.awaitNotice(from);
        }
        Waiting.until("a line in the log", Waiting.PATIENCE, () -> complaints() > 0);
        assertEquals(1, complaints());
        assertEquals(List.of(), sink.mails());
    }

    private long complaints() {
        return capulet().log().text().lines().filter(line -> line.contains("no mail server is set up")).count();
    }
}
