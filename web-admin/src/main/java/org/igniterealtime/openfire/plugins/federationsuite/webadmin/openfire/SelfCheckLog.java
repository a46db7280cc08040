package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckTexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the results of checks to the server's log, each once for as long as it stays the same. Used by one thread at a
 * time. Memory: the last results.
 */
final class SelfCheckLog {

    private static final Logger LOG = LoggerFactory.getLogger(SelfCheckLog.class);

    private final SelfCheckTexts texts;
    private Set<CheckResult> told = Set.of();

    /**
     * Makes a log that has told nothing yet.
     *
     * @param texts puts the checks into words
     */
    SelfCheckLog(SelfCheckTexts texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * Writes what is new since the last call.
     *
     * @param results the results as of now
     * @return what was written
     */
    List<CheckResult> tell(List<CheckResult> results) {
        List<CheckResult> news = results.stream()
            .filter(result -> result.outcome() != Outcome.UNKNOWN && !told.contains(result)).distinct().toList();
        told = new HashSet<>(results);
        for (CheckResult result : news) {
            if (result.outcome() == Outcome.FAILED) {
                LOG.warn("{}", LogText.of(texts.line(result)));
            } else {
                LOG.info("{}", LogText.of(texts.line(result)));
            }
        }
        return news;
    }
}
