package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.util.List;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Crossing;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * What crosses a link during one conversation, raw and compressed, step by step. Used by one thread; close it.
 */
final class Wire implements AutoCloseable {

    private final Link link;
    private final Deflated there = new Deflated();
    private final Deflated back = new Deflated();

    /** Begins to look at a quiet link. */
    Wire(Link link) {
        this.link = link;
        Gathering.quiet(link);
        link.reset();
    }

    /**
     * What crossed in one step. Immutable.
     *
     * @param raw TCP payload and stanzas, as they were
     * @param thereCompressed bytes from the rooms to the mirror, had they been compressed
     * @param backCompressed the same for the other direction
     * @param samples the last stanza of each direction in which there was one
     */
    record Step(Crossing raw, long thereCompressed, long backCompressed, List<Stanza> samples) {

        static final Step NONE = new Step(Crossing.NONE, 0, 0, List.of());

        long bytes() {
            return raw.there().bytes() + raw.back().bytes();
        }

        long compressed() {
            return thereCompressed + backCompressed;
        }

        Step plus(Step other) {
            return new Step(new Crossing(raw.there().plus(other.raw.there()), raw.back().plus(other.raw.back())),
                thereCompressed + other.thereCompressed, backCompressed + other.backCompressed, other.samples);
        }
    }

    /** What crossed since the last step. Waits until the link is quiet. */
    Step step() {
        Gathering.quiet(link);
        Crossing raw = Crossing.of(link);
        if (raw.there().stanzas() != link.stanzas().size() || raw.back().stanzas() != link.reversed().stanzas().size()) {
            throw new IllegalStateException("More stanzas crossed the link in one step than it keeps");
        }
        Step step = new Step(raw, there.bytes(link.stanzas()), back.bytes(link.reversed().stanzas()),
            Stream.of(link.stanzas(), link.reversed().stanzas()).filter(all -> !all.isEmpty())
                .map(all -> all.get(all.size() - 1)).toList());
        link.reset();
        return step;
    }

    @Override
    public void close() {
        there.close();
        back.close();
    }
}
