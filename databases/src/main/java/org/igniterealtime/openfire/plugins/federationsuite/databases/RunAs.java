package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way to run a program that refuses to run for root. Immutable.
 */
public enum RunAs {

    /** Nobody here is root. */
    ONESELF(List.of()),
    /** Root in a user namespace: root's files, and yet no root. Containers often forbid it. */
    NAMESPACE(List.of("unshare", "-U")),
    /** The user that owns nothing. It cannot see files in root's home. */
    NOBODY(List.of("setpriv", "--reuid=" + RunAs.ID, "--regid=" + RunAs.ID, "--clear-groups"));

    private static final int ID = 65534;

    private final List<String> prefix;

    RunAs(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The first way that works here. */
    static RunAs found() throws IOException {
        if (!ONESELF.id().equals("0")) {
            return ONESELF;
        }
        return Stream.of(NAMESPACE, NOBODY).filter(RunAs::works).findFirst().orElseThrow(() -> new IOException(
            "Root cannot run a program for anybody else here: neither unshare -U nor setpriv works"));
    }

    /**
     * Whether we are root here and it makes another user of us.
     *
     * @return true where it can be tried
     */
    public boolean works() {
        return ONESELF.id().equals("0") && id().matches("[1-9][0-9]*");
    }

    private String id() {
        try {
            Process process = new ProcessBuilder(command(List.of("id", "-u")))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            // There is no such command.
            return "";
        }
    }

    List<String> command(List<String> program) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(program);
        return all;
    }

    /** Whether programs and data must be where everybody may go. */
    boolean stranger() {
        return this == NOBODY;
    }

    /** Gives files to whoever the program will run as. */
    void give(Path folder) throws IOException {
        if (stranger()) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(file -> !Files.isSymbolicLink(file)).collect(Collectors.toList())) {
                    Files.setAttribute(file, "unix:uid", ID);
                    Files.setAttribute(file, "unix:gid", ID);
                }
            }
        }
    }
}
