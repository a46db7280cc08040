package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditLog;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditReader;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Csv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit of the whole suite, in the table {@code ofFedAudit}: there whether or not the server roster is switched on, which
 * writes its own entries together with what they tell of. Thread-safe.
 */
public final class AuditOffice implements AuditLog, AuditReader {

    private static final Logger LOG = LoggerFactory.getLogger(AuditOffice.class);
    private static final int LONGEST_FILE = 100_000;

    private final Database database;
    private final Consumer<AuditEntry> log;
    private final JdbcAuditSearch search;
    private final JdbcAuditStore store;
    private final RosterSettings settings;
    private final InstantSource clock;

    /**
     * Opens the audit in the server's database.
     *
     * @param domain   the XMPP domain of this server
     * @param settings the suite's settings
     * @param clock    the time
     */
    public AuditOffice(String domain, Settings settings, InstantSource clock) {
        this(Database.OPENFIRE, new SecurityLog(domain)::write, settings, clock);
    }

    /** Opens the audit in another database, with another log that is told of what is written here. */
    AuditOffice(Database database, Consumer<AuditEntry> log, Settings settings, InstantSource clock) {
        this.database = Objects.requireNonNull(database);
        this.log = Objects.requireNonNull(log);
        this.search = new JdbcAuditSearch(database);
        this.store = new JdbcAuditStore(database);
        this.settings = new RosterSettings(settings);
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public void write(AuditEntry entry) {
        log.accept(entry);
        try {
            database.transact(connection -> {
                JdbcAuditStore.insert(connection, List.of(entry));
                return true;
            });
        } catch (SQLException e) {
            LOG.error("Could not write to the audit: {}", entry, e);
        }
    }

    @Override
    public Section<AuditEntry> audit(AuditQuery query) {
        return search.find(query);
    }

    @Override
    public String auditFile(AuditQuery query) {
        AuditQuery all = new AuditQuery(query.about(), query.text(), query.named(), query.actor(), query.from(), query.until(), 1,
            LONGEST_FILE);
        return Csv.write(Stream.concat(
            Stream.of(List.of("time", "about", "actor", "address", "action", "before", "after")),
            search.find(all).items().stream().map(entry -> List.of(entry.at().toString(), entry.about(), entry.by().name(),
                entry.by().where(), entry.action(), entry.before(), entry.after()))).toList());
    }

    /** Removes what is older than the setting says, which is read each time. To be called now and then. */
    public void prune() {
        store.prune(clock.instant().minus(Duration.ofDays(settings.get(RosterSettings.AUDIT_DAYS))));
    }
}
