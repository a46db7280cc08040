package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The trust of all who have a say in it: a rule that is always there, and those that come and go with the parts of the
 * suite. Whoever one of them blocks is blocked; otherwise the highest level counts. Thread-safe.
 */
public final class CombinedTrust implements TrustPolicy {

    private final TrustPolicy base;
    private final List<TrustPolicy> others = new CopyOnWriteArrayList<>();

    /**
     * Begins with one rule.
     *
     * @param base the rule that is always there
     */
    public CombinedTrust(TrustPolicy base) {
        this.base = Objects.requireNonNull(base);
    }

    /**
     * Lets another policy have its say.
     *
     * @param policy the policy
     * @return ends it
     */
    public Settings.Subscription add(TrustPolicy policy) {
        others.add(Objects.requireNonNull(policy));
        return () -> others.remove(policy);
    }

    @Override
    public TrustLevel levelOf(String domain) {
        TrustLevel highest = base.levelOf(domain);
        for (TrustPolicy other : others) {
            TrustLevel level = other.levelOf(domain);
            if (level == TrustLevel.BLOCKED || highest == TrustLevel.BLOCKED) {
                return TrustLevel.BLOCKED;
            }
            highest = level.compareTo(highest) > 0 ? level : highest;
        }
        return highest;
    }

    /** Whom any of them admits, without those that another one blocks. */
    @Override
    public Set<String> admitted() {
        Set<String> all = new LinkedHashSet<>(base.admitted());
        others.forEach(other -> all.addAll(other.admitted()));
        all.removeIf(domain -> levelOf(domain) == TrustLevel.BLOCKED);
        return all;
    }
}
