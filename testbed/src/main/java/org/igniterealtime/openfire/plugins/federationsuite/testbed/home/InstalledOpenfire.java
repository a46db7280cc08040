package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
            .put("adminConsole.interface", "127.0.0.1")
            .put("locale", "en")
            .put("fqdn", plan.domain())
            .put("network.interface", "127.0.0.1")
            .put("connectionProvider.className", "org.jivesoftware.database.EmbeddedConnectionProvider");
        Map<String, String> properties = new TreeMap<>(plan.properties());
        properties.put("admin.authorizedJIDs", plan.admins());
        properties.forEach(xml::put);
        setup(plan, xml);
        HomeFiles.text(home.resolve("conf/openfire.xml"), xml.document("jive"));
        HomeFiles.text(home.resolve("log/log4j2.xml"), HomeFiles.resource("log4j2.xml"));
        HomeFiles.plugins(home, plan.plugins());
    }

    private static void setup(ServerPlan plan, PropertyXml xml) {
        xml.put("autosetup.run", "true")
            .put("autosetup.locale", "en")
            .put("autosetup.xmpp.domain", plan.domain())
            .put("autosetup.xmpp.fqdn", plan.domain())
            .put("autosetup.xmpp.auth.anonymous", "false")
            .put("autosetup.xmpp.socket.ssl.active", "false")
            .put("autosetup.database.mode", "embedded");
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
            "-cp", String.join(File.pathSeparator, starter.toString(), lib.resolve("startup.jar").toString()),
            MAIN, "org.jivesoftware.openfire.starter.ServerStarter");
    }
}
