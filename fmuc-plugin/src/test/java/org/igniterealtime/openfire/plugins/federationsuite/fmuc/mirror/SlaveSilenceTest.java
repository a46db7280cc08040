package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.junit.Test;

/** Clients that vanish without a word, where the server does not notice either. */
public class SlaveSilenceTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private final Slave slave = new Slave();

    @Test
    public void aClientThatSaysNothingIsAskedWhetherItIsThere() {
        slave.has("Kev").after(QUARTER.minusSeconds(1)).sends();
        slave.after(Duration.ofSeconds(1)).sends(ping("Kev"));
        slave.after(QUARTER.minusSeconds(1)).sends();
    }

    @Test
    public void whoeverAnswersStaysAndIsAskedAgainLater() {
        slave.has("Kev").after(QUARTER).andSo();
        slave.receives(answer("result", "")).sends();
        slave.after(QUARTER.minusSeconds(1)).sends().after(Duration.ofSeconds(1)).sends(ping("Kev"));
        slave.receives(answer("error", "feature-not-implemented")).receives(answer("error", "service-unavailable")).sends();
        slave.after(QUARTER.minusSeconds(1)).sends();
        assertEquals(1, slave.room().audience().size());
    }

    @Test
    @Conforms("mirror-9")
    public void whoeverDoesNotAnswerIsParted() {
        slave.has("Kev").after(QUARTER).andSo().after(QUARTER).sends(part("Kev"));
    }

    @Test
    public void whoeverIsSaidNotToBeThereIsPartedAtOnce() {
        slave.has("Kev").after(QUARTER).andSo().receives(answer("error", "recipient-unavailable")).sends(part("Kev"));
    }

    @Test
    public void nobodyIsPartedWhoWasNotAsked() {
        slave.has("Kev").receives(answer("error", "recipient-unavailable")).sends();
        slave.after(QUARTER).andSo().receives(answer("error", "recipient-unavailable").replace("'ping'", "'other'")).sends();
        assertEquals(1, slave.room().audience().size());
    }

    @Test
    public void whoeverSaysSomethingIsNotAsked() {
        slave.has("Kev", "Amy").after(Duration.ofMinutes(10)).says("Kev", "m1", "<body>x</body>").hears("Kev", "m1", "x")
            .andSo();
        slave.after(Duration.ofMinutes(5)).sends(ping("Amy"));
        slave.receives(answer("result", "").replace("kev@", "amy@")).after(Duration.ofMinutes(10)).sends(ping("Kev"));
    }

    @Test
    public void aSilentClientLeavesAndTheOthersOfTheUserStay() {
        String tablet = "kev@remote.example.com/Tablet";
        slave.has("Kev").receives("<presence from='%s' to='%s/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            .formatted(tablet, SLAVE)).andSo();
        slave.after(QUARTER).andSo().receives(answer("result", "")).andSo();
        slave.after(QUARTER);
        assertTrue(slave.takeSent().stream().noneMatch(sent -> sent.getTo().toString().startsWith("jabberchat@")));
        assertEquals(List.of(jid("Kev")),
            slave.room().audience().get(0).resources().stream().map(Object::toString).toList());
    }

    @Test
    public void oneAlarmAtATimeIsEnough() {
        SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT);
        slave.has("Kev", "Amy", "Bob").after(Duration.ofMinutes(1)).andSo();
        Instant due = slave.room().nextCheck();
        assertEquals(Slave.START.plus(QUARTER), due);
        assertEquals(List.of(), rules.onTick(slave.room(), due.minusSeconds(1)).effects());
        Step step = rules.onTick(slave.room(), due);
        assertEquals(1, step.effects().stream().filter(Effect.Alarm.class::isInstance).count());
        assertEquals(new Effect.Alarm(due.plus(QUARTER)), step.effects().get(step.effects().size() - 1));
        assertEquals(List.of(), rules.onTick(step.room(), due.plusSeconds(1)).effects());
    }

    @Test
    public void nobodyIsAskedWhereAnAdministratorSaysSo() {
        MirrorPolicy silent = new MirrorPolicy(false, false, Duration.ofSeconds(60), Duration.ZERO,
            MirrorPolicy.DEFAULT.bounds());
        Slave never = new Slave(silent).has("Kev");
        never.after(Duration.ofDays(1)).sends();
        assertEquals(Instant.MAX, never.room().nextCheck());
        slave.has("Kev");
        Step stopped = new SlaveRules(silent).onTick(slave.room(), Slave.START.plus(QUARTER));
        assertEquals(List.of(), stopped.effects());
        assertEquals(Instant.MAX, stopped.room().nextCheck());
    }

    @Test
    public void whoWaitsForTheMasterIsNotAsked() {
        MirrorPolicy patient = new MirrorPolicy(false, false, Duration.ofHours(1), Duration.ofSeconds(10),
            MirrorPolicy.DEFAULT.bounds());
        Slave slow = new Slave(patient).asks("Kev").andSo();
        slow.after(Duration.ofSeconds(10)).sends();
        assertFalse(slow.room().nextCheck().isBefore(Slave.START.plusSeconds(15)));
    }

    @Test
    public void aRoomThatMovesElsewhereHasItsAlarmsSetAgain() {
        slave.has("Kev").shows("Curtis").asks("Amy").after(Duration.ofSeconds(10))
            .receives("<iq type='get' id='q' from='%s' to='%s/Curtis'><x xmlns='urn:x'/></iq>"
                .formatted(jid("Kev"), SLAVE)).andSo();
        Step moved = new SlaveRules(MirrorPolicy.DEFAULT).onTakeOver(slave.room(), Slave.START.plusSeconds(20));
        assertEquals(List.of(new Effect.Alarm(Slave.START.plusSeconds(60)), new Effect.Alarm(Slave.START.plusSeconds(70)),
            new Effect.Alarm(Slave.START.plus(QUARTER))), moved.effects());
    }

    private static String ping(String nick) {
        return "<iq type='get' id='ping' from='%s' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>".formatted(SLAVE, jid(nick));
    }

    private static String answer(String type, String condition) {
        String error = condition.isEmpty() ? ""
            : "<error type='cancel'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>".formatted(condition);
        return "<iq type='%s' id='ping' from='%s' to='%s'>%s</iq>".formatted(type, jid("Kev"), SLAVE, error);
    }
}
