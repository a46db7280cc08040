package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Each input that fuzzing ever found to be of interest, given to its target again. */
@RunWith(Parameterized.class)
public class CorpusTest {

    private static final int ARBITRARY = 200;
    private static final int MOST_BYTES = 400;

    /** What is fuzzed. */
    @Parameterized.Parameters(name = "{0}")
    public static List<Class<?>> targets() {
        return Targets.ALL;
    }

    private final Class<?> target;

    /** For one target. */
    public CorpusTest(Class<?> target) {
        this.target = target;
    }

    @Test
    public void whatWasFoundOnceIsFoundNoMore() {
        List<byte[]> corpus = Corpus.read(Corpus.of(target));
        assertTrue("a corpus in " + Corpus.of(target), corpus.size() > 10);
        corpus.forEach(this::give);
    }

    @Test
    public void arbitraryInputsAreNoTrouble() {
        Random random = new Random(20100524);
        for (int i = 0; i < ARBITRARY; i++) {
            byte[] input = new byte[random.nextInt(MOST_BYTES)];
            random.nextBytes(input);
            give(input);
        }
    }

    @Test
    public void inputsAreWrittenAsTheyAre() {
        Corpus.read(Corpus.of(target)).forEach(input ->
            assertArrayEquals(input, Corpus.decode(Corpus.encode(input))));
    }

    private void give(byte[] input) {
        try {
            Targets.run(target, input);
        } catch (Throwable e) {
            throw new AssertionError(target.getSimpleName() + " with " + Corpus.encode(input), e);
        }
    }
}
