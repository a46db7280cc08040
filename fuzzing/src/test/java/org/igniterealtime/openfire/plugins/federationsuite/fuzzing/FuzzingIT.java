package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Has Jazzer look for inputs of each target that reach code which none has reached before, for some minutes, beginning with the
 * corpus. What it finds is made small and left beside the corpus in {@code target/fuzzing}, in the form of the corpus. It fails
 * where a target throws, takes longer than five minutes for one input (the first loads all that is needed), or fills the memory;
 * the input is a line of the message then, and belongs into the corpus together with what mends it.
 */
@RunWith(Parameterized.class)
public class FuzzingIT {

    private static final Path DIRECTORY = Path.of(System.getProperty("fuzz.directory", "target/fuzzing"));
    private static final String SECONDS = System.getProperty("fuzz.seconds", "180");
    private static final String ONLY = System.getProperty("fuzz.target", "");

    /** What is fuzzed. */
    @Parameterized.Parameters(name = "{0}")
    public static List<Class<?>> targets() {
        return Targets.ALL.stream().filter(target -> ONLY.isEmpty() || target.getSimpleName().equals(ONLY))
            .<Class<?>>map(target -> target).toList();
    }

    private final Class<?> target;
    private final Path home;

    /** For one target. */
    public FuzzingIT(Class<?> target) {
        this.target = target;
        this.home = DIRECTORY.resolve(target.getSimpleName());
    }

    @Test
    public void noInputIsFoundThatIsTrouble() throws Exception {
        Path seeds = fresh("seeds");
        Path found = fresh("found");
        Path small = fresh("small");
        Path trouble = fresh("trouble");
        unpack(Corpus.read(Corpus.of(target)), seeds);
        int end = jazzer("fuzzing", "-max_total_time=" + SECONDS, "-timeout=300", "-artifact_prefix=" + trouble + File.separator,
            found.toString(), seeds.toString());
        jazzer("merging", "-merge=1", small.toString(), seeds.toString(), found.toString());
        Corpus.write(DIRECTORY.resolve(Corpus.of(target).getFileName()), pack(small));
        List<String> inputs = pack(trouble).stream().map(Corpus::encode).toList();
        assertEquals("See " + home.resolve("fuzzing.log"), List.of(), inputs);
        assertEquals("See " + home.resolve("fuzzing.log"), 0, end);
    }

    private Path fresh(String name) throws IOException {
        Path directory = home.resolve(name);
        if (Files.exists(directory)) {
            try (Stream<Path> old = Files.list(directory)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }

    private static void unpack(List<byte[]> inputs, Path directory) throws IOException {
        int number = 0;
        for (byte[] input : inputs) {
            Files.write(directory.resolve("seed-" + number++), input);
        }
    }

    private static Collection<byte[]> pack(Path directory) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }

    private int jazzer(String what, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx600m", "-XX:+EnableDynamicAgentLoading", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
            "--instrumentation_includes=org.igniterealtime.**", "--custom_hook_includes=none", "--keep_going=5",
            "--reproducer_path=" + home, "-rss_limit_mb=2500", "-max_len=1500", "-len_control=50", "-use_value_profile=0"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(home.resolve(what + ".log").toFile()).start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }
}
