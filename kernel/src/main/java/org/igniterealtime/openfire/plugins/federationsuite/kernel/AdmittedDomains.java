package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The simplest trust: a list of domains that an administrator wrote into a setting. A listed domain and its immediate
 * sub-domains (its mirror, its rooms) are {@link TrustLevel#BUDDY}, everybody else is {@link TrustLevel#UNKNOWN}. The
 * setting is read for each question, so that a change counts at once.
 */
public final class AdmittedDomains implements TrustPolicy {

    /** The list: domains separated by commas or white space. Empty by default: nobody is admitted. */
    public static final Setting<List<String>> DOMAINS = Setting.list("admitted-domains", List.of());

    private final Settings settings;

    /**
     * Reads the list from settings.
     *
     * @param settings where the list is kept
     */
    public AdmittedDomains(Settings settings) {
        this.settings = Objects.requireNonNull(settings);
    }

    @Override
    public TrustLevel levelOf(String domain) {
        String asked = domain.toLowerCase(Locale.ROOT);
        for (String entry : settings.get(DOMAINS)) {
            String admitted = entry.toLowerCase(Locale.ROOT);
            if (asked.equals(admitted) || admitted.equals(parentOf(asked))) {
                return TrustLevel.BUDDY;
            }
        }
        return TrustLevel.UNKNOWN;
    }

    @Override
    public Set<String> admitted() {
        return new LinkedHashSet<>(settings.get(DOMAINS));
    }

    /** The domain without its first label; empty where that would leave less than a domain. */
    private static String parentOf(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? "" : domain.substring(dot + 1);
    }
}
