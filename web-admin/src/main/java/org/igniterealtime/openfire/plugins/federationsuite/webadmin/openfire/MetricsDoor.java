package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.MetricsSettings;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.TokenDesk;
import org.jivesoftware.admin.AuthCheckFilter;
import org.jivesoftware.util.JiveGlobals;

/**
 * The way to the metrics that needs no login: while there is a token the console's filter lets requests pass for exactly their
 * address, where {@link MetricsServlet} asks for the token. The token is stored encrypted. Thread-safe.
 */
final class MetricsDoor implements TokenDesk, AutoCloseable {

    private static final String PROPERTY = Settings.PREFIX + MetricsSettings.TOKEN.key();
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Settings settings;
    private final BiConsumer<AuditAction, Actor> audit;
    private final String address;
    private final Settings.Subscription watching;
    private boolean closed;

    /**
     * Opens the door while there is a token.
     *
     * @param settings the suite's settings
     * @param plugin   the name that the server gave to our jar's folder
     * @param audit    is told who makes and removes tokens
     */
    MetricsDoor(Settings settings, String plugin, BiConsumer<AuditAction, Actor> audit) {
        this.settings = Objects.requireNonNull(settings);
        this.audit = Objects.requireNonNull(audit);
        // As the filter compares it: without the folder of all plugins before it.
        this.address = plugin + "/metrics";
        this.watching = settings.onChange(key -> {
            if (key.equals(MetricsSettings.TOKEN.key())) {
                follow();
            }
        });
        follow();
    }

    /** Comes on whatever thread changed the property, the cluster's too. */
    private synchronized void follow() {
        if (!closed && JiveGlobals.getProperty(PROPERTY) != null && !JiveGlobals.isPropertyEncrypted(PROPERTY)) {
            // Somebody has set it among the system properties, where everybody can read it who looks there; also if it is no
            // token, because it may be most of one.
            JiveGlobals.setPropertyEncrypted(PROPERTY, true);
        }
        if (closed || token().isEmpty()) {
            AuthCheckFilter.removeExclude(address);
        } else {
            AuthCheckFilter.addExclude(address);
        }
    }

    @Override
    public Optional<String> token() {
        return settings.find(MetricsSettings.TOKEN);
    }

    @Override
    public String renew(Actor by) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        JiveGlobals.setProperty(PROPERTY, token, true);
        audit.accept(AuditAction.TOKEN_MADE, by);
        return token;
    }

    @Override
    public void remove(Actor by) {
        settings.remove(MetricsSettings.TOKEN);
        audit.accept(AuditAction.TOKEN_REMOVED, by);
    }

    @Override
    public synchronized void close() {
        closed = true;
        watching.close();
        follow();
    }
}
