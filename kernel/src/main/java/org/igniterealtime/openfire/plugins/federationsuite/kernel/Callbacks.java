package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when an answer has come. */
public final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private Callbacks() {
    }

    /**
     * Does something when an answer has come, or has failed to come. What goes wrong in it is logged: a future would keep it to
     * itself, and nobody would ever hear of it.
     *
     * @param <T>    the type of the answer
     * @param answer what is waited for
     * @param what   is given the answer or else why there is none; runs on the thread that brings it, or at once if it is there
     */
    public static <T> void when(CompletionStage<T> answer, BiConsumer<? super T, ? super Throwable> what) {
        when(answer, what, failure -> LOG.error("An answer could not be dealt with", failure));
    }

    static <T> void when(CompletionStage<T> answer, BiConsumer<? super T, ? super Throwable> what,
                         Consumer<? super RuntimeException> complain) {
        CompletionStage<T> unused = answer.whenComplete((value, failure) -> {
            try {
                what.accept(value, failure);
            } catch (RuntimeException e) {
                complain.accept(e);
            }
        });
    }
}
