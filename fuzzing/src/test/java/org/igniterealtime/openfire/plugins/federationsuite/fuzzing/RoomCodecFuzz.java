package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomCodecs;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;

/**
 * The forms in which a slave room goes from node to node of a cluster and into the database: those of real rooms with changes in
 * them, and any XML. What can be read is read as it was written again.
 */
public final class RoomCodecFuzz {

    private static final RoomCodecs CODECS = new RoomCodecs();
    private static final KeptCodec KEPT = new KeptCodec();
    private static final SlaveRoom EMPTY = new Slave().room();
    private static final SlaveRoom BEFORE = new Slave().has("Kev").hears("Curtis", "m1", "Hello").room();
    private static final SlaveRoom AFTER = new Slave(MirrorPolicy.DEFAULT).has("Kev", "Amy")
        .shows("Curtis", "<status code='100'/>").hears("Curtis", "m1", "Hello").hears("Curtis", "m2", "again")
        .says("Kev", "m3", "<body>Hi</body>").asks("Eve").breaks().after(Duration.ofSeconds(30)).room();
    private static final SlaveRoom OF_NODE = new Slave(MirrorPolicy.DEFAULT,
        List.of(Dialect.values()).get(Dialect.values().length - 1))
        .asks("Kev").room();
    private static final List<String> FORMS = List.of(CODECS.wholes().encode(BEFORE), CODECS.wholes().encode(AFTER),
        CODECS.wholes().encode(OF_NODE), CODECS.changes().encode(BEFORE, AFTER), CODECS.changes().encode(AFTER, BEFORE),
        CODECS.changes().encode(EMPTY, AFTER), CODECS.effects().encode(List.of()),
        "<effects><send><presence from='a@b/c' to='d@e'/></send><broadcast><to>a@b/c</to><to>d@e/f</to>"
            + "<message from='x@y/z' type='groupchat'><body>Hi</body></message></broadcast></effects>",
        AFTER.link().kept().stream().findFirst().map(kept -> KEPT.encode(AFTER.address(), kept)).orElse("<kept/>"));
    private static final Words WORDS = Words.with(FmucWords.WORDS.addresses(),
        List.of("JOINED", "JOINING", "UP", "DOWN", "2", "1 2 3", "110 x", "ffff ffffffffffffffff", "HELD", "ESCAPED",
            "-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"),
        List.of("version", "phase", "deadline", "codes", "keys", "number", "key", "user", "dialect", "message-forgotten",
            "keys-forgotten", "attempts", "probe", "view", "since", "events", "next-check"),
        FORMS.stream().filter(form -> !form.isEmpty()).toList());

    private RoomCodecFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        if (input.below(8) == 0) {
            read(input.restAsText());
            return;
        }
        StanzaMaker maker = new StanzaMaker(WORDS, input);
        Element element = maker.element();
        for (int left = input.below(4); left > 0; left--) {
            maker.change(element);
        }
        read(element.asXML());
    }

    private static void read(String text) {
        Optional<SlaveRoom> whole = CODECS.wholes().decode(text);
        assertEquals(text, whole, whole.flatMap(room -> CODECS.wholes().decode(CODECS.wholes().encode(room))));
        for (SlaveRoom before : List.of(EMPTY, BEFORE, AFTER)) {
            Optional<SlaveRoom> changed = CODECS.changes().apply(before, text);
            assertEquals(text, changed, changed.flatMap(room ->
                CODECS.changes().apply(before, CODECS.changes().encode(before, room))));
        }
        List<Effect> effects = CODECS.effects().decode(text);
        assertEquals(text, effects.size(), CODECS.effects().decode(CODECS.effects().encode(effects)).size());
        KEPT.decode(text).ifPresent(entry ->
            assertTrue(text, KEPT.decode(KEPT.encode(entry.room(), entry.message())).isPresent()));
        CODECS.stanzas().read(text);
    }
}
