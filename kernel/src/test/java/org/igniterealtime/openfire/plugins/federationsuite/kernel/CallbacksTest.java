package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.Test;

/** What is done when an answer has come. */
public class CallbacksTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    public void anAnswerIsHandedOnAndSoIsItsFailure() {
        CompletableFuture<String> later = new CompletableFuture<>();
        Callbacks.when(later, (answer, failure) -> heard.add(answer));
        Callbacks.when(CompletableFuture.failedFuture(new IllegalStateException("none")),
            (answer, failure) -> heard.add(failure.getMessage()));
        assertEquals(List.of("none"), heard);
        later.complete("yes");
        assertEquals(List.of("none", "yes"), heard);
    }

    @Test
    public void whatGoesWrongInDealingWithItIsNotLost() {
        Callbacks.when(CompletableFuture.completedFuture("yes"), (answer, failure) -> {
            throw new IllegalArgumentException("wrong");
        }, failure -> heard.add(failure.getMessage()));
        assertEquals(List.of("wrong"), heard);
    }
}
