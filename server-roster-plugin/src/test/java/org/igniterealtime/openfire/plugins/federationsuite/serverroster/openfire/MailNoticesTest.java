package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What administrators find in their mailboxes. */
public class MailNoticesTest {

    private final MapSettings settings = new MapSettings();
    private final Map<String, String> accounts = new LinkedHashMap<>(Map.of("admin@a.example", "admin@mail.example"));
    private final List<List<String>> sent = new ArrayList<>();
    private final RosterTexts texts = (text, arguments) -> text.name() + List.of(arguments);
    private boolean ready = true;
    private final MailNotices notices = new MailNotices("a.example", "https://a.example:9091/", new RosterSettings(settings),
        new MailNotices.Admins(() -> accounts.keySet().stream().map(JID::new).toList(),
            admin -> Optional.ofNullable(accounts.get(admin.toString()))),
        () -> ready, (to, subject, body) -> sent.add(List.of(to, subject, body)), texts);

    private static List<Peer> waiting(int count) {
        return IntStream.range(0, count).mapToObj(i -> Peer.stranger("s" + i + ".example")).toList();
    }

    @Test
    public void aMailNamesThoseWhoWaitAndSaysWhereToDecide() {
        notices.tell(waiting(2));

        assertEquals(List.of(List.of("admin@mail.example", "MAIL_SUBJECT[2]", "MAIL_BODY[a.example]\n\n  s0.example\n"
            + "  s1.example\n\nMAIL_WHERE[https://a.example:9091/]\n")), sent);
    }

    @Test
    public void aFloodIsOneMailOfBoundedSize() {
        notices.tell(waiting(5000));

        assertEquals(1, sent.size());
        assertTrue(sent.toString(), sent.get(0).get(2).contains("s19.example\n  MAIL_MORE[4980]\n"));
        assertFalse(sent.toString(), sent.get(0).get(2).contains("s20.example"));
    }

    @Test
    public void eachAddressGetsOneAndWhatIsNoAddressGetsNone() {
        accounts.put("twin@a.example", "admin@mail.example");
        accounts.put("other@a.example", "other@mail.example");
        for (String bad : List.of("", "nobody", "a@b\r\nBcc: victim@c", "a@b, victim@c", "A <a@b>", "a@b@c")) {
            accounts.put("u" + accounts.size() + "@a.example", bad);
        }
        accounts.put("none@a.example", null);

        notices.tell(waiting(1));

        assertEquals(List.of("admin@mail.example", "other@mail.example"),
            sent.stream().map(mail -> mail.get(0)).sorted().toList());
    }

    @Test
    public void nothingIsSentWhereItIsNotWantedOrNotPossible() {
        settings.set(RosterSettings.NOTIFY_BY_MAIL, false);
        notices.tell(waiting(1));
        settings.set(RosterSettings.NOTIFY_BY_MAIL, true);
        ready = false;
        notices.tell(waiting(1));
        ready = true;
        notices.tell(List.of());
        assertEquals(List.of(), sent);

        notices.tell(waiting(1));
        assertEquals(1, sent.size());
    }
}
