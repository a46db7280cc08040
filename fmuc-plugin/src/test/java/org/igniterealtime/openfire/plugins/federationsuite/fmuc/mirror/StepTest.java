package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** What an event leads to where it has to be written down. */
public class StepTest {

    private static final Instant NOW = Slave.START;
    private final Slave slave = new Slave().has("Kev", "Amy");

    @Test
    public void whatIsUnderWayGoesBackToItsSenderAndIsNotWaitedForAnyMore() {
        slave.says("Kev", "m1", "<body>Hello</body>").andSo();
        Step step = new SlaveRules(MirrorPolicy.DEFAULT).giveUp(slave.room(), NOW);
        assertEquals(List.of(), step.room().link().kept());
        assertEquals("it never was written down", 0, step.keep().size() + step.forget().size());
        assertEquals(1, step.effects().size());
        Message notice = (Message) ((Effect.Send) step.effects().get(0)).stanza();
        assertEquals("kev@remote.example.com", notice.getTo().toString());
        assertEquals("Not sent.\nHello", notice.getBody());
    }

    @Test
    public void whatWasShownIsNotGivenUp() {
        Slave hasty = new Slave(MirrorPolicy.DEFAULT.withFireAndForget(true)).has("Kev").says("Kev", "m1", "<body>Hello</body>");
        Step step = new SlaveRules(MirrorPolicy.DEFAULT).giveUp(hasty.room(), NOW);
        assertEquals(hasty.room().link().kept(), step.room().link().kept());
        assertEquals(List.of(), step.effects());
    }

    @Test
    public void aStepShowsWhatItKeepsUnlessThatWasShownBefore() {
        SlaveRoom room = slave.room().with(slave.room().link().with(kept(1, Kept.State.TOLD))
            .with(kept(2, Kept.State.UNDER_WAY)));
        assertFalse(step(room).shows(room));
        assertFalse("a later word", step(room, kept(1, Kept.State.DOUBTFUL)).shows(room));
        assertTrue("what waited for the master", step(room, kept(2, Kept.State.DOUBTFUL)).shows(room));
        assertTrue("what is new", step(room, kept(3, Kept.State.HELD)).shows(room));
    }

    @Test
    public void twoStepsAreOneInTheirOrder() {
        Step first = new Step(slave.room(), List.of(new Effect.Alarm(NOW)), List.of(kept(1, Kept.State.HELD)), List.of());
        Step second = new Step(slave.room().afterOneMore(), List.of(new Effect.Alarm(NOW.plusSeconds(1))), List.of(),
            List.of(kept(2, Kept.State.HELD)));
        Step both = first.then(second);
        assertEquals(second.room(), both.room());
        assertEquals(List.of(new Effect.Alarm(NOW), new Effect.Alarm(NOW.plusSeconds(1))), both.effects());
        assertEquals(first.keep(), both.keep());
        assertEquals(second.forget(), both.forget());
    }

    private static Step step(SlaveRoom room, Kept... keep) {
        return new Step(room, List.of(), List.of(keep), List.of());
    }

    private static Kept kept(long number, Kept.State state) {
        return new Kept(number, "Kev", new JID("kev@remote.example.com"), Optional.of("m" + number), Payload.EMPTY, NOW, state,
            NOW);
    }
}
