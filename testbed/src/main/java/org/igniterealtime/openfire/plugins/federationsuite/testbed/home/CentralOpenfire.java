package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.ServerTables;

/**
 * Openfire 4.2.0 from the jars that the build copied from Maven Central. What is not there (tables, certificate
 * stores, the admin console's web application) the testbed brings itself. Immutable.
 */
final class CentralOpenfire implements ServerKind {

    /** The system property for the folder of jars, for a testbed that does not run from where it was built. */
    static final String JARS = "testbed.openfire.lib";

    private static final String MAIN = "org.igniterealtime.openfire.plugins.federationsuite.testbed.starter.ServerMain";

    private static final String FRAME = "org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame";

    private static final String STRATEGY = "org.igniterealtime.openfire.plugins.federationsuite.clustertestbed.HazelcastStrategy";

    /** What the column of property values takes. */
    private static final int LONGEST = 4000;

    private final Path jars;

    private CentralOpenfire(Path jars) {
        this.jars = jars;
    }

    static CentralOpenfire located() {
        String configured = System.getProperty(JARS, "");
        Path jars = configured.isBlank() ? ClassJar.origin().resolveSibling("openfire").resolve("lib") : Path.of(configured);
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException("The jars of Openfire 4.2.0 are not in " + jars
                + "; build the module testbed first, or set " + JARS);
        }
        return new CentralOpenfire(jars);
    }

    @Override
    public String name() {
        return "Openfire 4.2.0";
    }

    @Override
    public void write(ServerPlan plan) {
        Path home = plan.home();
        PropertyXml xml = new PropertyXml()
            .put("setup", "true")
            .put("locale", "en")
            .put("fqdn", plan.domain())
            .put("adminConsole.port", String.valueOf(plan.ports().console()))
            .put("adminConsole.securePort", "-1")
            .put("adminConsole.interface", plan.place().host())
            .put("network.interface", plan.place().host())
            .put("clustering.enabled", String.valueOf(plan.place().clustered()));
        Dialect dialect = database(plan, xml);
        HomeFiles.text(home.resolve("conf/openfire.xml"), xml.document("jive"));
        HomeFiles.text(home.resolve("conf/security.xml"),
            new PropertyXml().put("encrypt.algorithm", "AES").document("security"));
        HomeFiles.text(home.resolve("resources/database/openfire_" + dialect.oldestType() + ".sql"), script(plan, dialect));
        Path stores = home.resolve("resources/security");
        plan.certificates().ifPresentOrElse(folder -> Certificates.write(folder, plan.domain(), stores),
            () -> Certificates.writeEmpty(stores));
        HomeFiles.text(home.resolve("log/log4j.properties"), HomeFiles.resource("log4j.properties"));
        Path console = home.resolve("plugins/admin");
        HomeFiles.text(console.resolve("plugin.xml"), HomeFiles.resource("admin-plugin.xml"));
        HomeFiles.text(console.resolve("webapp/style/frame.css"), HomeFiles.resource("frame.css"));
        Path web = console.resolve("webapp/WEB-INF");
        HomeFiles.text(web.resolve("web.xml"), HomeFiles.resource("admin-web.xml"));
        ClassJar.write(web.resolve("lib/frame.jar"), List.of(FRAME), Map.of());
        HomeFiles.plugins(home, plan.plugins());
    }

    @Override
    public Optional<String> strategy() {
        return Optional.of(STRATEGY);
    }

    private static Dialect database(ServerPlan plan, PropertyXml xml) {
        return plan.database().map(database -> {
            DatabaseXml.put(xml, "", database, database.dialect().oldestParameters());
            return database.dialect();
        }).orElseGet(() -> {
            DatabaseXml.putEmbedded(xml);
            return Dialect.HSQLDB;
        });
    }

    private static String script(ServerPlan plan, Dialect dialect) {
        StringBuilder sql = new StringBuilder(ServerTables.script(dialect));
        for (Account account : plan.accounts()) {
            sql.append("INSERT INTO ofUser (username, plainPassword, name, email, creationDate, modificationDate) VALUES (")
                .append(literals(dialect, account.name(), account.password(), account.name(), account.email(), "0", "0"))
                .append(");\n");
        }
        Map<String, String> properties = new TreeMap<>(plan.properties());
        properties.put("xmpp.domain", plan.domain());
        properties.put("xmpp.fqdn", plan.domain());
        properties.put("admin.authorizedJIDs", plan.admins());
        properties.put("user.usePlainPassword", "true");
        properties.forEach((name, value) -> sql.append("INSERT INTO ofProperty (name, propValue) VALUES (")
            .append(literals(dialect, name, value)).append(");\n"));
        return sql.toString();
    }

    private static String literals(Dialect dialect, String... texts) {
        for (String text : texts) {
            // A statement that fails would leave a server without its settings, on the usual ports.
            if (text.indexOf('\n') >= 0 || text.length() > LONGEST) {
                throw new IllegalArgumentException("Too long, or not one line: " + text);
            }
        }
        return Stream.of(texts).map(dialect::literal).collect(Collectors.joining(", "));
    }

    @Override
    public List<String> arguments(ServerPlan plan, Path starter) {
        return List.of(
            // The connection pool's cglib defines classes by reflection.
            "--add-opens", "java.base/java.lang=ALL-UNNAMED",
            "-DopenfireHome=" + plan.home(),
            "-cp", String.join(File.pathSeparator, classPath(plan, starter)),
            MAIN, "org.jivesoftware.openfire.XMPPServer");
    }

    private List<String> classPath(ServerPlan plan, Path starter) {
        List<String> all = new ArrayList<>(List.of(starter.toString(), plan.home().resolve("log").toString()));
        // Before the server's own: its drivers are of 2017.
        plan.database().ifPresent(database -> all.add(database.driver().toString()));
        all.add(jars + "/*");
        return all;
    }
}
