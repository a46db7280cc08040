package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/** One test for each requirement of RFC 2779 that can be checked against running servers, and the table of what came of it. */
@RunWith(Suite.class)
@SuiteClasses({Rfc2779Shared.class, Rfc2779Presence.class, Rfc2779Messages.class, Rfc2779Subscriptions.class,
    Rfc2779Security.class})
public final class Rfc2779AcceptanceTest {

    private static final Path TABLE = Path.of("..", "docs", "rfc2779.md");
    private static final Path MADE = Path.of("target", "rfc2779.md");

    private Rfc2779AcceptanceTest() {
    }

    /** What an earlier run has left says nothing about this one. */
    @BeforeClass
    public static void begin() {
        new Rfc2779Results().begin();
    }

    /** Writes the table, and compares it with the one that people read. */
    @AfterClass
    public static void writeTable() throws IOException {
        String made = new Rfc2779Results().table();
        Files.writeString(MADE, made);
        assertEquals("docs/rfc2779.md is not what this run says; acceptance-tests/target/rfc2779.md is", made,
            Files.readString(TABLE));
    }
}
