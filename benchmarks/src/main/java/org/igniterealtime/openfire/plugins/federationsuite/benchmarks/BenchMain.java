package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerStartException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.UsageException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;

/**
 * The figures: runs them, prints a line for each of their rows, and keeps them in {@code docs/measurements.md}.
 */
public final class BenchMain {

    /** The exit status if everything was measured, whether goals are met or not. */
    public static final int MEASURED = 0;
    /** The exit status if a figure could not be measured. */
    public static final int FAILED = 1;
    /** The exit status if the options were wrong. */
    public static final int USAGE = 2;
    /** The exit status if nothing could be measured. */
    public static final int NOT_STARTED = 3;

    /** The system property for the jar that an administrator would upload. */
    static final String SUITE = "federationsuite.jar";
    /** The system property for the folder of the repository. */
    static final String ROOT = "bench.root";

    private final PrintWriter out;
    private final Path root;

    private BenchMain(PrintWriter out) {
        this.out = out;
        this.root = Path.of(System.getProperty(ROOT, "."));
    }

    /**
     * Runs figures and ends the process with its status.
     *
     * @param arguments see {@link BenchOptions}
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, Charset.defaultCharset()), true);
        int status = run(out, arguments);
        out.flush();
        System.exit(status);
    }

    /**
     * Runs figures. It sets the system property {@code openfire.home} if the options name an installed server.
     *
     * @param out where to write; flushed at each line
     * @param arguments see {@link BenchOptions}
     * @return the exit status
     */
    public static int run(PrintWriter out, String... arguments) {
        try {
            BenchOptions options = BenchOptions.parse(arguments);
            return new BenchMain(out).run(options);
        } catch (UsageException e) {
            out.println(e.getMessage() + ".");
            out.println();
            out.print(usage());
            out.flush();
            return USAGE;
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
            out.println("Nothing could be measured: " + e.getMessage());
            return NOT_STARTED;
        }
    }

    private int run(BenchOptions options) throws UsageException {
        List<Figure> figures = Figures.named(options.names());
        return switch (options.task()) {
            case HELP -> {
                out.print(usage());
                out.flush();
                yield MEASURED;
            }
            case LIST -> {
                figures.forEach(figure -> out.println(String.join(" | ", figure.name(), figure.unit(), figure.goal(),
                    "about " + minutes(figure.estimate(options.scale())))));
                yield MEASURED;
            }
            case WRITE_README -> writeReadme(output(options).orElse(usualOutput()));
            case MEASURE -> measure(figures, options);
        };
    }

    private int writeReadme(Path measurements) {
        Path readme = root.resolve("README.md");
        try {
            Files.writeString(readme, Measurements.read(measurements).into(Files.readString(readme), Figures.HEADLINES));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + readme, e);
        }
        return MEASURED;
    }

    private int measure(List<Figure> figures, BenchOptions options) throws UsageException {
        Path suite = suite();
        Bench bench = new Bench(kind(options), options.scale(), Addresses.read(root.resolve("benchmarks/addresses.txt")), suite,
            this::progress);
        Environment environment = Environment.here(options.openfire(), suite, LocalDate.now(ZoneId.systemDefault()));
        progress(environment.line());
        Duration total = figures.stream().map(figure -> figure.estimate(options.scale())).reduce(Duration.ZERO, Duration::plus);
        progress(figures.size() + " figures, about " + minutes(total) + " on two idle cores");
        if (options.scale() == Scale.TINY) {
            progress("the numbers of a tiny run mean nothing");
        }
        int status = MEASURED;
        out.println("name | ours | baseline | ratio | unit");
        for (Figure figure : figures) {
            long start = System.nanoTime();
            progress(figure.name() + ", about " + minutes(figure.estimate(options.scale())) + ": " + figure.compares());
            Optional<List<Row>> rows = measured(figure, bench);
            if (rows.isPresent()) {
                rows.get().forEach(row -> out.println(row.line()));
                output(options).ifPresent(file -> Measurements.read(file).with(figure, environment, rows.get())
                    .write(file, Figures.all().stream().map(Figure::name).toList()));
            } else {
                status = FAILED;
            }
            progress(figure.name() + " took " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s");
        }
        return status;
    }

    private Optional<List<Row>> measured(Figure figure, Bench bench) {
        try {
            return Optional.of(figure.measure(bench));
        } catch (FigureException | ServerStartException | IllegalStateException | UncheckedIOException | AssertionError e) {
            // The others can still be measured.
            progress(figure.name() + " could not be measured: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Where the measurements go: what a tiny run measures goes nowhere unless somebody asks for it. */
    private Optional<Path> output(BenchOptions options) {
        return options.output().or(() -> options.scale() == Scale.TINY ? Optional.empty() : Optional.of(usualOutput()));
    }

    private Path usualOutput() {
        return root.resolve("docs/measurements.md");
    }

    private static ServerKind kind(BenchOptions options) throws UsageException {
        if (options.openfire().isEmpty()) {
            return ServerKind.oldest();
        }
        System.setProperty(ServerKind.INSTALLED, options.openfire().get().toString());
        try {
            return ServerKind.installed().orElseThrow();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static Path suite() {
        Path suite = Path.of(System.getProperty(SUITE, ""));
        if (!Files.isRegularFile(suite)) {
            throw new IllegalStateException("there is no " + SUITE + " at '" + suite + "'; it is built by ./bench");
        }
        return suite;
    }

    private void progress(String what) {
        out.println("# " + what);
    }

    private static String minutes(Duration duration) {
        return duration.toSeconds() < 120 ? duration.toSeconds() + " s" : duration.plusSeconds(30).toMinutes() + " min";
    }

    private static String usage() {
        try (InputStream usage = BenchMain.class.getResourceAsStream("usage.txt")) {
            return new String(usage.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the usage", e);
        }
    }
}
