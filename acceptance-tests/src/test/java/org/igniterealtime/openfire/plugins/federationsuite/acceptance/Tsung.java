package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;

/** Debian's tsung: many users of one server in one process, each of whom enters a room, says his words, and goes. */
final class Tsung implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/tsung");
    /** For a login on a machine that has two servers and all users. */
    private static final double SECONDS_BETWEEN_LOGINS = 0.1;

    private final Path folder;
    private final Process process;

    private Tsung(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * A user.
     *
     * @param name his account's name, and his nick
     * @param password his password
     * @param room the room that he enters
     */
    record Person(String name, String password, String room) {

        private String line() {
            String secret = "\0" + name + "\0" + password;
            return name + ';' + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)) + ';' + room;
        }
    }

    /**
     * What each does once he is in.
     *
     * @param messages how many messages he says: {@code name-1}, {@code name-2} and so on
     * @param seconds how long he waits before each, on the average
     * @param settle how many seconds he waits first, until all others are in, and in the end, until all have been heard
     */
    record Plan(int messages, int seconds, int settle) {
    }

    /** Skips the test where there is no tsung. */
    static void assume() {
        Needed.check(PROGRAM + " is there", Files.isExecutable(PROGRAM));
    }

    /** How long it takes until all have logged in. */
    static int secondsToLogIn(int people) {
        return (int) Math.ceil(people * SECONDS_BETWEEN_LOGINS);
    }

    /** Has people log in to a server, one after the other, and do as planned. */
    static Tsung start(Server server, List<Person> people, Plan plan, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("people.csv"), people.stream().map(Person::line).toList());
        Files.writeString(folder.resolve("tsung.xml"), script(server, people.size(), plan, folder));
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "-f", folder.resolve("tsung.xml").toString(),
            "-l", folder.resolve("log").toString(), "-i", "load" + server.clientPort(), "start");
        // It keeps a cookie for its nodes there.
        builder.environment().put("HOME", folder.toString());
        return new Tsung(folder, builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start());
    }

    private static String script(Server server, int people, Plan plan, Path folder) {
        String stream = escaped("<?xml version='1.0'?><stream:stream to='" + server.domain() + "' version='1.0'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        return """
            <?xml version="1.0"?>
            <!DOCTYPE tsung SYSTEM "/usr/share/tsung/tsung-1.0.dtd">
            <tsung loglevel="notice" version="1.0">
              <clients><client host="localhost" use_controller_vm="true" maxusers="10000"/></clients>
              <servers><server host="%s" port="%d" type="tcp"/></servers>
              <load duration="4" unit="hour">
                <arrivalphase phase="1" duration="%d" unit="second">
                  <users maxnumber="%d" interarrival="%s" unit="second"/>
                </arrivalphase>
              </load>
              <options>
                <option name="file_server" id="people" value="%s"/>
                <option name="seed" value="20250101"/>
                <option name="tcp_timeout" value="600000"/>
                <option name="idle_timeout" value="3600000"/>
                <option name="global_ack_timeout" value="600000"/>
              </options>
              <sessions><session name="person" probability="100" type="ts_raw" bidi="true">
                <setdynvars sourcetype="file" fileid="people" delimiter=";" order="iter">
                  <var name="name"/><var name="secret"/><var name="room"/>
                </setdynvars>
            """.formatted(server.host(), server.clientPort(), secondsToLogIn(people) * 2 + 30, people, SECONDS_BETWEEN_LOGINS,
                folder.resolve("people.csv"))
            + said(stream, true)
            + said(escaped("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%%_secret%%</auth>"), true)
            + said(stream, true)
            + said(escaped("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>load</resource></bind>"
                + "</iq>"), true)
            + said(escaped("<presence/>"), false)
            + said(escaped("<presence to='%%_room%%/%%_name%%'><x xmlns='http://jabber.org/protocol/muc'>"
                + "<history maxstanzas='0'/></x></presence>"), true)
            + "<thinktime value=\"" + plan.settle() + "\"/>"
            + "<for from=\"1\" to=\"" + plan.messages() + "\" var=\"number\">"
            // Half of the average at least, so that nobody says all at once.
            + "<thinktime min=\"" + plan.seconds() / 2 + "\" max=\"" + plan.seconds() * 3 / 2 + "\" random=\"true\"/>"
            + said(escaped("<message type='groupchat' id='%%_name%%-%%_number%%' to='%%_room%%'>"
                + "<body>%%_name%%-%%_number%%</body></message>"), false)
            + "</for>"
            + "<thinktime value=\"" + plan.settle() + "\"/>"
            + said(escaped("<presence type='unavailable'/></stream:stream>"), false)
            + "</session></sessions></tsung>";
    }

    private static String said(String data, boolean isAnswered) {
        return "<request subst=\"true\"><raw data=\"" + data + "\" ack=\"" + (isAnswered ? "local" : "no_ack") + "\"/></request>"
            + "<thinktime value=\"1\"/>\n";
    }

    private static String escaped(String xml) {
        return xml.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Waits until all have gone. */
    void await(int minutes) throws IOException, InterruptedException {
        assertTrue("tsung ends: " + Files.readString(folder.resolve("out")), process.waitFor(minutes, TimeUnit.MINUTES));
        assertEquals(Files.readString(folder.resolve("out")), 0, process.exitValue());
    }

    /** What went wrong by its own account: the kinds of error, and how many. */
    Map<String, Integer> errors() throws IOException {
        Map<String, Integer> errors = new TreeMap<>();
        for (String line : log()) {
            String[] words = line.split(" ");
            // "stats: error_timeout 1 3": since the last line, and in all
            if (words.length > 3 && words[1].startsWith("error")) {
                errors.put(words[1], Integer.parseInt(words[3]));
            }
        }
        return errors;
    }

    private List<String> log() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("log"))) {
            for (Path file : files.filter(one -> one.endsWith("tsung.log")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
