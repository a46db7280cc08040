package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.UsageException;

/**
 * What to measure. Immutable.
 *
 * @param names what to run: names of figures, or beginnings of names with a star; empty for all
 * @param task what to do at all
 * @param scale full size or tiny
 * @param openfire the folder of an installed Openfire, nothing for 4.2.0
 * @param output where the measurements are kept, nothing for the usual place
 */
public record BenchOptions(List<String> names, Task task, Scale scale, Optional<Path> openfire, Optional<Path> output) {

    /** What to do. */
    public enum Task {
        /** Measure. */
        MEASURE,
        /** Say which figures there are. */
        LIST,
        /** Copy the headline figures from the measurements to the README. */
        WRITE_README,
        /** Say how to use it. */
        HELP
    }

    /**
     * Reads a command line.
     *
     * @param arguments the words behind the command
     * @return the options
     * @throws UsageException if an option is not known, or its value is missing
     */
    public static BenchOptions parse(String... arguments) throws UsageException {
        BenchOptions options = new BenchOptions(List.of(), Task.MEASURE, Scale.FULL, Optional.empty(), Optional.empty());
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            options = options.with(words.next(), words);
        }
        return options;
    }

    private BenchOptions with(String word, Iterator<String> rest) throws UsageException {
        return switch (word) {
            case "--help", "-h" -> with(Task.HELP);
            case "--list" -> with(Task.LIST);
            case "--write-readme" -> with(Task.WRITE_README);
            case "--tiny" -> new BenchOptions(names, task, Scale.TINY, openfire, output);
            case "--openfire" -> new BenchOptions(names, task, scale, Optional.of(path(word, rest)), output);
            case "--output" -> new BenchOptions(names, task, scale, openfire, Optional.of(path(word, rest)));
            default -> {
                if (word.startsWith("-")) {
                    throw new UsageException("There is no option " + word);
                }
                List<String> more = new ArrayList<>(names);
                more.add(word);
                yield new BenchOptions(List.copyOf(more), task, scale, openfire, output);
            }
        };
    }

    private BenchOptions with(Task other) {
        return new BenchOptions(names, task == Task.HELP ? task : other, scale, openfire, output);
    }

    private static Path path(String word, Iterator<String> rest) throws UsageException {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty()) {
            throw new UsageException("The option " + word + " needs a value");
        }
        return Path.of(value);
    }
}
