package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jivesoftware.smack.Smack;
import org.xml.sax.SAXException;

/**
 * Where and with what was measured. Immutable.
 *
 * @param machine processor, cores, memory, operating system and Java, and whether somebody else uses it, too
 * @param openfire the server's version
 * @param versions the suite's and Smack's
 * @param date the day
 */
record Environment(String machine, String openfire, String versions, LocalDate date) {

    /** The system property for what the suite was built from. */
    static final String COMMIT = "bench.commit";

    private static final Pattern SERVER = Pattern.compile("xmppserver-(.+)\\.jar");
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final double GIGABYTE = 1L << 30;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final double IDLE = 0.1;
    private static final int PERCENT = 100;

    /**
     * Looks where we are.
     *
     * @param installed the folder of the installed server, nothing for 4.2.0
     * @param suite the suite's jar
     * @param today the day
     */
    static Environment here(Optional<Path> installed, Path suite, LocalDate today) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String machine = processor() + ", " + system.getAvailableProcessors() + " cores, "
            + Math.round(system.getTotalMemorySize() / GIGABYTE) + " GB, " + system.getName() + " " + system.getVersion()
            + ", JDK " + Runtime.version() + others(system);
        String commit = System.getProperty(COMMIT, "");
        return new Environment(machine, "Openfire " + installed.map(Environment::openfire).orElse("4.2.0"),
            "suite " + suiteVersion(suite) + (commit.isEmpty() ? "" : " (" + commit + ")")
                + ", Smack " + Smack.getVersion().split(" ")[0],
            today);
    }

    /** Says so where somebody else has the machine work as well: nothing of ours runs yet. */
    private static String others(OperatingSystemMXBean system) {
        system.getCpuLoad();
        long end = System.nanoTime() + LOOK_NANOS;
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        double busy = system.getCpuLoad();
        return busy < IDLE ? "" : ", not idle: " + Math.round(busy * PERCENT) + " % busy with something else when it began";
    }

    private static String processor() {
        try {
            Matcher model = MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo")));
            return model.find() ? model.group(1).strip() : System.getProperty("os.arch");
        } catch (IOException e) {
            // Not Linux.
            return System.getProperty("os.arch");
        }
    }

    private static String openfire(Path installed) {
        try (Stream<Path> jars = Files.list(installed.resolve("lib"))) {
            return jars.map(jar -> SERVER.matcher(jar.getFileName().toString())).filter(Matcher::matches)
                .map(jar -> jar.group(1)).findFirst().orElse(installed.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + installed, e);
        }
    }

    private static String suiteVersion(Path suite) {
        try (ZipFile jar = new ZipFile(suite.toFile())) {
            ZipEntry descriptor = jar.getEntry("plugin.xml");
            if (descriptor == null) {
                return "?";
            }
            try (InputStream in = jar.getInputStream(descriptor)) {
                return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(in)
                    .getElementsByTagName("version").item(0).getTextContent();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + suite, e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("Cannot read plugin.xml of " + suite, e);
        }
    }

    /** One line for the measurements. */
    String line() {
        return date + "; " + openfire + ", " + versions + "; " + machine;
    }
}
