package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.TornConversation.awaitHeard;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/**
 * The clock of the mirror's server jumps, an hour on and two hours back, in the middle of a conversation (Debian's faketime):
 * nobody is out, and everybody hears everything once, also over a cut of the link.
 */
public class ClockJumpNightlyTest extends TornLinkTest {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private Path offset;

    /** Runs on one kind of server. */
    public ClockJumpNightlyTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        Needed.check(LIBRARY + " is there", Files.isReadable(LIBRARY));
        offset = bed().directory().resolve("offset");
        jump("+0");
        return super.montague(spec).environment("LD_PRELOAD", LIBRARY.toString())
            .environment("FAKETIME_TIMESTAMP_FILE", offset.toString()).environment("FAKETIME_CACHE_DURATION", "1")
            // As a clock that somebody sets: what measures how much time has passed is not touched by it.
            .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    }

    @Test
    public void whenTheClockJumpsNobodyIsOutAndEverythingIsHeardOnce() {
        TornConversation talk = conversation();
        FaultNotes notes = new FaultNotes("The clock is set on by an hour, back by two, and on again", montague(), capulet());
        for (String jump : List.of("+3600", "-3600", "+0")) {
            jump(jump);
            Waiting.until("the clock to be " + jump, Waiting.PATIENCE, () -> isOff(kev, Long.parseLong(jump)));
            talk.goesOn(3);
            talk.isWhole();
        }
        notes.shows(montague(), "Up");
        Stream.of(montague(), capulet()).forEach(notes::complainsOfNothing);
        notes.end();
        jump("-3600");
        toRooms().cut();
        talk.goesOn(2);
        talk.isLost(1);
        jump("+3600");
        talk.goesOn(2);
        toRooms().heal();
        talk.isWhole();
        kev.say(SLAVE, "the end");
        Stream.of(curtis, kev, amy).forEach(one -> awaitHeard(one, "the end"));
        assertTrue("the clock is another one", isOff(kev, 3600));
        talk.nobodyLeft();
        for (Client one : List.of(kev, amy)) {
            assertEquals(List.of(), one.received().stream().filter(stanza -> stanza.name().equals("presence")
                && stanza.type().equals("unavailable") && stanza.text().contains("status code=\"110\"")).toList());
        }
    }

    private void jump(String seconds) {
        try {
            // At once, or the server could read half of it.
            Path next = offset.resolveSibling("next");
            Files.writeString(next, seconds + '\n');
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By what the server answers to XEP-0202. */
    private static boolean isOff(Client client, long seconds) {
        String answer = client.ask("get", "montague.lit", "<time xmlns='urn:xmpp:time'/>").text();
        Instant there = Instant.parse(answer.replaceFirst("(?s)^.*<utc>", "").replaceFirst("(?s)</utc>.*$", ""));
        return Duration.between(Instant.now().plusSeconds(seconds), there).abs().compareTo(Duration.ofMinutes(1)) < 0;
    }
}
