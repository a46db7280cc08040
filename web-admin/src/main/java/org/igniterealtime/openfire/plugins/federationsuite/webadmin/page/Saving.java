package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

/**
 * What crossed links in some time, against what would have crossed them without mirrors.
 *
 * @param crossed bytes of stanzas that crossed
 * @param plain   bytes of stanzas that would have crossed
 */
public record Saving(long crossed, long plain) {

    /** Nothing has crossed. */
    public static final Saving NONE = new Saving(0, 0);

    /** Both together. */
    public Saving plus(Saving other) {
        return new Saving(crossed + other.crossed, plain + other.plain);
    }

    /** What has come since an earlier count; all of it if the counter has begun anew since then. */
    Saving since(Saving earlier) {
        return crossed < earlier.crossed || plain < earlier.plain ? this
            : new Saving(crossed - earlier.crossed, plain - earlier.plain);
    }

    /** What has not crossed; negative where mirrors cost more than they save, as for a single user. */
    public long saved() {
        return plain - crossed;
    }

    /** The same in percent of what would have crossed; 0 if nothing would have. */
    public long percent() {
        return plain == 0 ? 0 : Math.round(100.0 * saved() / plain);
    }
}
