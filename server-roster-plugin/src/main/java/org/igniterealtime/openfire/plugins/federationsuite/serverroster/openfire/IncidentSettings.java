package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;

/** The settings of incident handling. Each is read when it is needed, so that a change counts at once. */
public final class IncidentSettings {

    /** Most incidents that are kept, of approved servers and of ours. */
    public static final Setting<Integer> MOST = Setting.number("server-roster.incidents-max", 1000, 1, 10_000);
    /** Most incidents of other servers that are kept aside; with 0 they are refused. */
    public static final Setting<Integer> MOST_ASIDE = Setting.number("server-roster.incidents-aside-max", 100, 0, 10_000);
    /** Most bytes of one incident. */
    public static final Setting<Integer> MOST_BYTES = Setting.number("server-roster.incident-max-bytes", 65_536, 1024, 262_144);
    /** Most incidents that one approved server may send in an hour. */
    public static final Setting<Integer> PER_HOUR = Setting.number("server-roster.incidents-per-hour", 100, 1, 100_000);
    /** Days after which an incident is removed that nobody has to deal with any more. */
    public static final Setting<Integer> DAYS = Setting.number("server-roster.incident-days", 365, 1, 36_500);
    /** Seconds that a peer may take to answer. */
    public static final Setting<Integer> ANSWER_WITHIN = Setting.number("server-roster.incident-answer-within", 120, 1, 3600);

    private IncidentSettings() {
    }
}
