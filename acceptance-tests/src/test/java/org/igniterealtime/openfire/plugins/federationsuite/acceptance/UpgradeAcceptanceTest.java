package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** A newer jar is uploaded over the one that runs, on both servers, while people talk. */
public class UpgradeAcceptanceTest extends FederationTest {

    private static final String AUDIT = "federationsuite-audit.jsp";
    private static final String OLD = "0.0.1";
    private static final String SAVED = "plugin.federationsuite.overview.saved";
    private static final String SETTING = "plugin.federationsuite.fmuc.mirror.max-occupants";

    private String room;
    private String mirrored;

    /** Runs on one kind of server. */
    public UpgradeAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec install(ServerSpec spec) {
        return spec;
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec;
    }

    @Test
    public void settingsAndDecisionsStayAndRoomsAreBackAfterAMoment() {
        Path old = older();
        capulet().control().installPlugin(old);
        montague().control().installPlugin(old);
        room = capulet().room("balcony");
        mirrored = "balcony\\40conference.capulet.lit@mirror.montague.lit";
        RosterPages capulets = new RosterPages(capulet());
        RosterPages montagues = new RosterPages(montague());
        assertTrue(capulets.page("federationsuite-selfcheck.jsp").contains("Self-check"));
        montagues.add("capulet.lit", "our cousins");
        capulets.await(RosterPages.PEERS, "wait for a decision \\(1\\)");
        capulets.decide("montague.lit", "approve", "asked by phone");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Approved by both");
        capulets.submit("federationsuite-status.jsp", Map.of("action", "switch", "part", "eventing", "on", "false"));
        montague().control().setProperty(SETTING, "17");
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, room);
        curtis.join(room, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        joins(kev, mirrored, "Kev");
        talk(kev, curtis, "Before.");

        for (Server upgraded : new Server[] {montague(), capulet()}) {
            upgraded.control().installPlugin(SUITE);
            // Users are told that the mirror goes, and it is there again when they come back.
            kev.await("the own leave", stanza -> isOwnLeave(stanza));
            joins(kev, mirrored, "Kev");
            talk(kev, curtis, "With another jar on " + upgraded.domain());
        }

        assertEquals(Optional.of("17"), montague().control().property(SETTING));
        assertFalse(SuitePart.EVENTING.runs(capulet()));
        assertTrue(SuitePart.EVENTING.runs(montague()));
        // The login of before, the pages of now.
        capulets.await(RosterPages.pageOf("montague.lit"), "State Approved by both .* asked by phone");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Approved by both .* our cousins");
        assertTrue(capulets.page(AUDIT), capulets.page(AUDIT).matches(".* admin@capulet.lit 127.0.0.1 Approved .*"));
        for (RosterPages pages : List.of(capulets, montagues)) {
            // What the jar of before has counted.
            pages.await("federationsuite-status.jsp", "In all, since \\d{4}-\\d\\d-\\d\\d [1-9]");
        }
        for (Server server : new Server[] {capulet(), montague()}) {
            assertTrue(server.control().property(SAVED).isPresent());
            assertEquals(server.log().text(), 1, server.control().plugins().stream()
                .filter(plugin -> plugin.name().equals("federationsuite")).count());
        }
    }

    private void talk(Client kev, Client curtis, String words) {
        kev.say(mirrored, words);
        curtis.awaitSaid(room, words);
        kev.awaitSaid(mirrored, words);
    }

    private boolean isOwnLeave(Stanza stanza) {
        return stanza.name().equals("presence") && stanza.type().equals("unavailable") && stanza.from().startsWith(mirrored + "/")
            && stanza.text().matches("(?s).*code=['\"]110['\"].*");
    }

    /** The jar as it would have been before: the same name, an older version. */
    private Path older() {
        try {
            Path jar = Files.createDirectories(directory().resolve("older")).resolve(SUITE.getFileName());
            Files.copy(SUITE, jar, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem zip = FileSystems.newFileSystem(jar)) {
                Path descriptor = zip.getPath("plugin.xml");
                String text = Files.readString(descriptor);
                String older = text.replaceFirst("<version>[^<]*</version>", "<version>" + OLD + "</version>");
                assertFalse(text, text.equals(older));
                Files.writeString(descriptor, older);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
