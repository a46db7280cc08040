package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.FigureException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;

/**
 * Runs JMH in processes of their own, each of which starts a real server in itself. Stateless.
 */
final class JmhRun {

    private static final String LIBRARIES = "-Dopenfire.lib.dir=";

    private JmhRun() {
    }

    /**
     * Measures, and waits until that is done.
     *
     * @param bench     how long
     * @param server    a server that does not run, with its home
     * @param options   more options for Java
     * @param benchmark the class of the benchmark
     * @param values    the values of its parameters
     * @param result    where JMH writes what it has measured
     * @return what it has measured
     * @throws FigureException if it fails
     */
    static List<JmhResult> of(Bench bench, Server server, List<String> options, String benchmark,
                              Map<String, List<String>> values, Path result) throws FigureException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(serverOptions(server.javaArguments()));
        command.addAll(options);
        // Where JMH keeps its lock, and what it leaves behind.
        command.add("-Djava.io.tmpdir=" + result.getParent());
        command.addAll(List.of("org.openjdk.jmh.Main", benchmark, "-f", "1", "-prof", "gc", "-foe", "true",
            "-wi", bench.scale().pick("3", "1"), "-i", bench.scale().pick("5", "1"), "-w", bench.scale().pick("1s", "100ms"),
            "-r", bench.scale().pick("1s", "100ms"), "-rf", "csv", "-rff", result.toString()));
        values.forEach((name, all) -> command.addAll(List.of("-p", name + "=" + String.join(",", all))));
        run(command, server, result);
        return JmhResult.read(result);
    }

    private static void run(List<String> command, Server server, Path result) throws FigureException {
        Path log = result.resolveSibling("jmh.log");
        try {
            Process process = new ProcessBuilder(command).directory(server.home().toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
            try {
                if (process.waitFor() != 0 || !Files.isRegularFile(result)) {
                    throw new FigureException("JMH failed. The end of its output:\n" + tail(log));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run JMH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FigureException("Interrupted", e);
        }
    }

    /** The server's own options, with its libraries and ours on one class path, and without its main class. */
    private static List<String> serverOptions(List<String> arguments) {
        List<String> options = new ArrayList<>();
        String classPath = "";
        for (int i = 0; i < arguments.size() - 2; i++) {
            if (arguments.get(i).equals("-cp")) {
                i++;
                classPath = classPath.isEmpty() ? arguments.get(i) : classPath;
            } else {
                options.add(arguments.get(i));
                if (arguments.get(i).startsWith(LIBRARIES)) {
                    // Launched by a starter, which makes the class path itself.
                    classPath = arguments.get(i).substring(LIBRARIES.length()) + File.separator + "*";
                }
            }
        }
        options.addAll(List.of("-cp", classPath + File.pathSeparator + ownClassPath()));
        return options;
    }

    /** What JMH needs, and nothing that a server has in another version. */
    private static String ownClassPath() {
        List<String> names = List.of("jmh-core", "jopt-simple", "commons-math3");
        String[] all = System.getProperty("java.class.path").split(File.pathSeparator);
        List<String> wanted = new ArrayList<>();
        for (String entry : all) {
            String file = Path.of(entry).getFileName().toString();
            if (names.stream().anyMatch(file::startsWith) || Files.isRegularFile(
                Path.of(entry).resolve("META-INF/BenchmarkList"))) {
                wanted.add(entry);
            }
        }
        return String.join(File.pathSeparator, wanted);
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }
}
