package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;

/**
 * An Openfire that somebody installed, 4.9 or later: its folder is copied and left as it was. It sets itself up from
 * {@code <autosetup>} at its first start. Immutable.
 */
final class InstalledOpenfire implements ServerKind {

    private static final String MAIN = "org.igniterealtime.openfire.plugins.federationsuite.testbed.starter.ServerMain";

    private final Path installation;

    InstalledOpenfire(Path installation) {
        if (!Files.isRegularFile(installation.resolve("lib/startup.jar"))) {
            throw new IllegalArgumentException(installation + " is not an installed Openfire: no lib/startup.jar");
        }
        this.installation = installation.toAbsolutePath();
    }

    @Override
    public String name() {
        return "Openfire in " + installation.getFileName();
    }

    @Override
    public void write(ServerPlan plan) {
        Path home = plan.home();
        // The libraries, 100 MB, are used where they are.
        for (String part : List.of("conf", "plugins", "resources")) {
            HomeFiles.copyTree(installation.resolve(part), home.resolve(part));
        }
        PropertyXml xml = new PropertyXml()
            .put("adminConsole.port", String.valueOf(plan.ports().console()))
            .put("adminConsole.securePort", "-1")
            .put("adminConsole.interface", plan.place().host())
            .put("locale", "en")
            .put("fqdn", plan.domain())
            .put("network.interface", plan.place().host());
        if (plan.place().clustered()) {
            xml.put("clustering.enabled", "true");
            HomeFiles.text(home.resolve("conf/hazelcast-local-config.xml"), HomeFiles.resource("hazelcast-local-config.xml"));
        }
        if (plan.place().follows()) {
            follow(plan, xml);
        } else {
            Map<String, String> properties = new TreeMap<>(plan.properties());
            properties.put("admin.authorizedJIDs", plan.admins());
            properties.forEach(xml::put);
            setup(plan, xml);
        }
        HomeFiles.text(home.resolve("conf/openfire.xml"), xml.document("jive"));
        HomeFiles.text(home.resolve("log/log4j2.xml"), HomeFiles.resource("log4j2.xml"));
        HomeFiles.plugins(home, plan.plugins());
    }

    /** Properties and accounts are in the database; what encrypts some of them, and the certificates, are the first node's. */
    private static void follow(ServerPlan plan, PropertyXml xml) {
        xml.put("setup", "true").put("fqdn", plan.domain());
        DatabaseXml.put(xml, "", plan.database().orElseThrow(), "");
        Path first = plan.home().resolveSibling(Place.folder(plan.domain(), 1));
        for (String part : List.of("conf/security.xml", "resources/security")) {
            HomeFiles.copyTree(first.resolve(part), plan.home().resolve(part));
        }
    }

    private static void setup(ServerPlan plan, PropertyXml xml) {
        xml.put("autosetup.run", "true")
            .put("autosetup.locale", "en")
            .put("autosetup.xmpp.domain", plan.domain())
            .put("autosetup.xmpp.fqdn", plan.domain())
            .put("autosetup.xmpp.auth.anonymous", "false")
            .put("autosetup.xmpp.socket.ssl.active", "false")
            .put("autosetup.database.mode", plan.database().isPresent() ? "standard" : "embedded");
        // The script is the server's own.
        plan.database().ifPresentOrElse(database -> DatabaseXml.put(xml, "autosetup.", database, ""),
            () -> DatabaseXml.putEmbedded(xml));
        int number = 0;
        for (Account account : plan.accounts()) {
            if (account.name().equals("admin")) {
                // There from the start; only its password is set.
                xml.put("autosetup.admin.email", account.email()).put("autosetup.admin.password", account.password());
            } else {
                String user = "autosetup.users.user" + ++number;
                xml.put(user + ".username", account.name()).put(user + ".password", account.password())
                    .put(user + ".name", account.name()).put(user + ".email", account.email());
            }
        }
    }

    @Override
    public List<String> arguments(ServerPlan plan, Path starter) {
        Path lib = installation.resolve("lib");
        return List.of(
            "-DopenfireHome=" + plan.home(),
            "-Dopenfire.lib.dir=" + lib,
            "-Dlog4j.configurationFile=" + plan.home().resolve("log/log4j2.xml"),
            "-cp", String.join(File.pathSeparator, classPath(plan, starter, lib)),
            MAIN, "org.jivesoftware.openfire.starter.ServerStarter");
    }

    private static List<String> classPath(ServerPlan plan, Path starter, Path lib) {
        List<String> all = new ArrayList<>(List.of(starter.toString(), lib.resolve("startup.jar").toString()));
        // 5.1 brings all drivers, 4.9 none for MariaDB; what is there is what users have.
        plan.database().map(Database::driver).filter(driver -> !brings(lib, driver))
            .ifPresent(driver -> all.add(driver.toString()));
        return all;
    }

    private static boolean brings(Path lib, Path driver) {
        String name = driver.getFileName().toString().replaceFirst("-\\d.*", "-");
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.anyMatch(jar -> jar.getFileName().toString().startsWith(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + lib, e);
        }
    }
}
