package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The last samples: as many as it was made for, and of older ones none. Not thread-safe. Takes 24 bytes for each. */
final class SampleRing {

    private final long[] at;
    private final long[] crossed;
    private final long[] plain;
    private int next;
    private int size;

    SampleRing(int most) {
        at = new long[most];
        crossed = new long[most];
        plain = new long[most];
    }

    void add(Sample sample) {
        at[next] = sample.at().toEpochMilli();
        crossed[next] = sample.crossed();
        plain[next] = sample.plain();
        next = (next + 1) % at.length;
        size = Math.min(size + 1, at.length);
    }

    /** The samples, oldest first. */
    List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int place = (next - size + i + at.length) % at.length;
            samples.add(new Sample(Instant.ofEpochMilli(at[place]), crossed[place], plain[place]));
        }
        return samples;
    }
}
