package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Messages that are kept, as text, and what it means how far one is. */
public class KeptCodecTest {

    private static final Instant NOW = Instant.parse("2010-05-24T12:00:00.123Z");
    private static final SlaveAddress ROOM = SlaveAddress.of(new JID("chat@talk.lit"), "mirror.here.lit");
    private static final Payload HELLO = Payload.of(Xml.stanza("<message><body>Tom &amp; \"Jerry\"</body></message>"));

    private final KeptCodec codec = new KeptCodec();

    private static Kept kept(Optional<String> id, Kept.State state) {
        return new Kept(7, "K'ev", new JID("kev@here.lit"), id, HELLO, NOW, state, NOW.plusSeconds(1));
    }

    @Test
    public void aMessageIsReadAsItWasWrittenWithItsRoom() {
        for (Optional<String> id : List.of(Optional.of("m1"), Optional.<String>empty())) {
            Kept message = kept(id, Kept.State.HELD);
            assertEquals(Optional.of(new KeptCodec.Entry(ROOM, message)), codec.decode(codec.encode(ROOM, message)));
        }
    }

    @Test
    public void whateverMayHaveBeenSentMayHaveArrivedWhenItIsRead() {
        for (Kept.State state : Kept.State.values()) {
            assertEquals(state.toString(), state == Kept.State.HELD ? Kept.State.HELD : Kept.State.DOUBTFUL,
                codec.decode(codec.encode(ROOM, kept(Optional.empty(), state))).orElseThrow().message().state());
        }
    }

    @Test
    public void whatIsDamagedOrOfAnotherVersionIsNotRead() {
        String text = codec.encode(ROOM, kept(Optional.of("m1"), Kept.State.HELD));
        for (String wrong : List.of("", "<kept", "<kept/>", text.replace("version=\"1\"", "version=\"2\""),
            text.replace("number=\"7\"", "number=\"x\""), text.replace("number=\"7\"", ""), text.replace("HELD", "LOST"),
            text.replace("2010-05-24T12:00:00.123Z", "yesterday"), text.replace("user=\"kev@here.lit\"", "user=\"@\""),
            text.replace(" nick=", " neck="), "<!DOCTYPE a [<!ENTITY b 'c'>]>" + text)) {
            assertEquals(wrong, Optional.empty(), codec.decode(wrong));
        }
    }

    // ---- how far a message is

    @Test
    public void onlyWhatHasNotBeenShownIsUnderWayAndOnlyWhatIsHeldCannotHaveArrived() {
        for (Kept.State state : Kept.State.values()) {
            assertEquals(state.toString(), state != Kept.State.UNDER_WAY, state.shown());
            assertEquals(state.toString(), state != Kept.State.HELD, state.mayHaveArrived());
        }
    }

    @Test
    public void whatWasSentWaitsForASignOfTheMasterAndTheRestIsToBeSent() {
        assertTrue(Kept.State.UNDER_WAY.waits() && Kept.State.SENT.waits() && Kept.State.TOLD.waits());
        assertFalse(Kept.State.HELD.waits() || Kept.State.DOUBTFUL.waits());
        for (Kept.State state : Kept.State.values()) {
            assertEquals(state.toString(), !state.waits(), state.isToBeSent());
        }
    }

    @Test
    public void aMessageWeighsWhatIsKeptOfIt() {
        int bare = kept(Optional.empty(), Kept.State.HELD).weight();
        assertEquals("the payload and the nick", HELLO.weight() + "K'ev".length(), bare);
        assertEquals(bare + "m1".length(), kept(Optional.of("m1"), Kept.State.HELD).weight());
    }

    @Test
    public void itIsKnownAgainByWhoSaidItUnderWhichIdInWhichWords() {
        Kept message = kept(Optional.of("m1"), Kept.State.SENT);
        Payload other = Payload.of(Xml.stanza("<message><body>Else</body></message>"));
        assertTrue(message.is(Optional.of("K'ev"), Optional.of("m1"), HELLO));
        assertFalse(message.is(Optional.of("Amy"), Optional.of("m1"), HELLO));
        assertFalse(message.is(Optional.empty(), Optional.of("m1"), HELLO));
        assertFalse(message.is(Optional.of("K'ev"), Optional.of("m2"), HELLO));
        assertFalse(message.is(Optional.of("K'ev"), Optional.empty(), HELLO));
        assertFalse(message.is(Optional.of("K'ev"), Optional.of("m1"), other));
    }
}
