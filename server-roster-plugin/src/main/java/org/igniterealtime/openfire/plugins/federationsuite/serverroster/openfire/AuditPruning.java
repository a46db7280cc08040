package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.AuditStore;

/** Removes from the audit what is older than the setting says. The setting is read each time. Thread-safe. */
final class AuditPruning implements Runnable {

    private final AuditStore audit;
    private final RosterSettings settings;
    private final InstantSource clock;

    AuditPruning(AuditStore audit, RosterSettings settings, InstantSource clock) {
        this.audit = Objects.requireNonNull(audit);
        this.settings = Objects.requireNonNull(settings);
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public void run() {
        audit.prune(clock.instant().minus(Duration.ofDays(settings.get(RosterSettings.AUDIT_DAYS))));
    }
}
