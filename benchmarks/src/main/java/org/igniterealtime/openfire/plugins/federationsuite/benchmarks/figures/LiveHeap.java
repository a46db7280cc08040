package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.FigureException;

/**
 * What lives in the heap of a running Java process, after a full garbage collection: the histogram that the JDK's
 * {@code jcmd} prints. Immutable.
 *
 * @param bytes of all objects
 * @param histogram lines of rank, instances, bytes and class
 */
record LiveHeap(long bytes, List<String> histogram) {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LOOKS = 3;
    private static final int MOST_LOOKS = 40;
    private static final long LITTLE = 50_000;
    private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)\\s*");
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");

    /** Looks into a process; twice, so that what only waits for its finalizer or its cleaner is gone. */
    static LiveHeap of(long pid) throws FigureException {
        read(pid);
        return read(pid);
    }

    /** Looks until the heap has become no smaller for some seconds: what has ended is let go of bit by bit. */
    static LiveHeap settled(long pid) throws FigureException {
        LiveHeap last = of(pid);
        int same = 0;
        for (int i = 0; i < MOST_LOOKS && same < LOOKS; i++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            LiveHeap now = read(pid);
            same = now.bytes() + LITTLE < last.bytes() ? 0 : same + 1;
            last = now;
        }
        return last;
    }

    private static LiveHeap read(long pid) throws FigureException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.class_histogram")
                .redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new FigureException("jcmd failed: " + output);
            }
            return of(output);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + jcmd, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FigureException("Interrupted", e);
        }
    }

    static LiveHeap of(String output) throws FigureException {
        List<String> lines = output.lines().toList();
        for (String line : lines) {
            Matcher total = TOTAL.matcher(line);
            if (total.matches()) {
                return new LiveHeap(Long.parseLong(total.group(2)), lines);
            }
        }
        throw new FigureException("jcmd printed no total: " + output.lines().findFirst().orElse("nothing"));
    }

    /** How many instances of a class there are, by the end of its name. */
    long instances(String classNameEnd) {
        return histogram.stream().map(LINE::matcher).filter(line -> line.matches() && line.group(2).endsWith(classNameEnd))
            .mapToLong(line -> Long.parseLong(line.group(1))).sum();
    }
}
