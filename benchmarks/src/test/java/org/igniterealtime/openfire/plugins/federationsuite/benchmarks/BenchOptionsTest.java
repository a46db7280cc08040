package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.UsageException;
import org.junit.Test;

/**
 * The command line, and the figures that it can name.
 */
public class BenchOptionsTest {

    @Test
    public void withoutWordsEverythingIsMeasured() throws UsageException {
        BenchOptions options = BenchOptions.parse();
        assertEquals(BenchOptions.Task.MEASURE, options.task());
        assertEquals(Scale.FULL, options.scale());
        assertEquals(Figures.all().size(), Figures.named(options.names()).size());
    }

    @Test
    public void wordsAndOptionsComeInAnyOrder() throws UsageException {
        BenchOptions options = BenchOptions.parse("a", "--tiny", "--openfire", "dir", "b", "--output", "file");
        assertEquals(List.of("a", "b"), options.names());
        assertEquals(Scale.TINY, options.scale());
        assertEquals(Optional.of(Path.of("dir")), options.openfire());
        assertEquals(Optional.of(Path.of("file")), options.output());
        assertEquals(BenchOptions.Task.HELP, BenchOptions.parse("--help", "--list").task());
    }

    @Test
    public void unknownOptionsAndMissingValuesAreRefused() {
        assertThrows(UsageException.class, () -> BenchOptions.parse("--fast"));
        assertThrows(UsageException.class, () -> BenchOptions.parse("--openfire"));
    }

    @Test
    public void aNameOrItsBeginningFindsFiguresInTheUsualOrder() throws UsageException {
        assertEquals(List.of("s2s-bytes-1", "s2s-bytes-10"), Figures.named(List.of("s2s-bytes-1*")).stream()
            .map(Figure::name).toList());
        assertEquals(List.of("s2s-bytes-50", "delivery-time"), Figures.named(List.of("delivery-time", "s2s-bytes-50")).stream()
            .map(Figure::name).toList());
    }

    @Test
    public void aWrongNameIsToldWithTheRightOnes() {
        UsageException refused = assertThrows(UsageException.class, () -> Figures.named(List.of("s2s-bytes-3")));
        assertTrue(refused.getMessage(),
            refused.getMessage().startsWith("There is no figure s2s-bytes-3; there are s2s-bytes-1"));
    }

    @Test
    public void everyFigureSaysWhatItIsUnderANameOfItsOwn() {
        for (Figure figure : Figures.all()) {
            assertTrue(figure.name(), figure.name().matches("[a-z0-9]+(-[a-z0-9]+)*"));
            assertTrue(figure.name(), figure.compares().endsWith("."));
            assertTrue(figure.name(), !figure.unit().isEmpty() && !figure.goal().isEmpty());
            assertTrue(figure.name(), figure.estimate(Scale.TINY).compareTo(figure.estimate(Scale.FULL)) <= 0);
        }
        assertEquals(Figures.all().size(), new HashSet<>(Figures.all().stream().map(Figure::name).toList()).size());
    }

    @Test
    public void everyHeadlineBelongsToAFigure() {
        for (String headline : Figures.HEADLINES) {
            assertTrue(headline, Figures.all().stream().anyMatch(figure -> headline.startsWith(figure.name() + "-")));
        }
    }
}
