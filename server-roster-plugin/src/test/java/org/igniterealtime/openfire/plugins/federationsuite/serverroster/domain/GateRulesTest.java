package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules.Matter;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules.Verdict;
import org.junit.Test;

/** Who may send what through the gate. */
public class GateRulesTest {

    private static final Set<TrustLevel> STRANGERS = EnumSet.of(TrustLevel.UNKNOWN, TrustLevel.PENDING);
    private static final Set<TrustLevel> FRIENDS = EnumSet.of(TrustLevel.BUDDY, TrustLevel.TRUSTED);

    @Test
    public void withoutAGateOnlyTheBlockedAreKeptOut() {
        for (TrustLevel level : TrustLevel.values()) {
            for (Matter matter : Matter.values()) {
                if (level != TrustLevel.BLOCKED) {
                    assertEquals(Verdict.PASS, new GateRules(Gate.OFF).inbound(matter, level, false));
                    assertEquals(Verdict.PASS, new GateRules(Gate.OFF).outbound(matter, level, false));
                }
            }
        }
    }

    @Test
    public void approvedServersPassAnyGate() {
        for (Gate gate : Gate.values()) {
            for (Matter matter : Matter.values()) {
                for (TrustLevel level : FRIENDS) {
                    assertEquals(Verdict.PASS, new GateRules(gate).inbound(matter, level, true));
                    assertEquals(Verdict.PASS, new GateRules(gate).outbound(matter, level, false));
                }
            }
        }
    }

    @Test
    public void strangersMayAskAndNothingElse() {
        GateRules rules = new GateRules(Gate.APPROVED);
        for (TrustLevel level : STRANGERS) {
            assertEquals(Verdict.PASS, rules.inbound(Matter.ROSTER, level, false));
            assertEquals(Verdict.PASS, rules.inbound(Matter.CONTACT, level, false));
            assertEquals(Verdict.PASS, rules.inbound(Matter.ANSWER, level, false));
            assertEquals(Verdict.REFUSE, rules.inbound(Matter.REQUEST, level, false));
            assertEquals(Verdict.REFUSE, rules.inbound(Matter.MESSAGE, level, false));
            assertEquals("never an error to an error", Verdict.DROP, rules.inbound(Matter.ERROR, level, false));
            assertEquals(Verdict.DROP, rules.inbound(Matter.NOTICE, level, false));

            assertEquals(Verdict.PASS, rules.outbound(Matter.ROSTER, level, false));
            assertEquals(Verdict.PASS, rules.outbound(Matter.CONTACT, level, false));
            assertEquals(Verdict.PASS, rules.outbound(Matter.ANSWER, level, false));
            assertEquals(Verdict.REFUSE, rules.outbound(Matter.REQUEST, level, false));
            assertEquals(Verdict.REFUSE, rules.outbound(Matter.MESSAGE, level, false));
            assertEquals(Verdict.DROP, rules.outbound(Matter.ERROR, level, false));
            assertEquals("our own refusal", Verdict.PASS, rules.outbound(Matter.ERROR, level, true));
            assertEquals(Verdict.DROP, rules.outbound(Matter.NOTICE, level, false));
        }
    }

    @Test
    public void atAClosedGateOnlyThoseMayAskWhomAnAdministratorKnows() {
        GateRules rules = new GateRules(Gate.CLOSED);
        assertEquals(Verdict.DROP, rules.inbound(Matter.ROSTER, TrustLevel.UNKNOWN, false));
        assertEquals(Verdict.PASS, rules.inbound(Matter.ROSTER, TrustLevel.UNKNOWN, true));
        assertEquals(Verdict.PASS, rules.outbound(Matter.ROSTER, TrustLevel.UNKNOWN, true));
        assertEquals(Verdict.REFUSE, rules.inbound(Matter.REQUEST, TrustLevel.UNKNOWN, true));
    }

    @Test
    public void aBlockedServerHearsOnlyWhatTheRosterSaysAndThatItsRequestsAreRefused() {
        for (Gate gate : Gate.values()) {
            GateRules rules = new GateRules(gate);
            for (Matter matter : Matter.values()) {
                boolean request = matter == Matter.REQUEST || matter == Matter.CONTACT;
                Verdict expected = request ? Verdict.REFUSE : matter == Matter.ANSWER ? Verdict.PASS : Verdict.DROP;
                assertEquals(matter.toString(), expected, rules.inbound(matter, TrustLevel.BLOCKED, true));
            }
            assertEquals(Verdict.PASS, rules.outbound(Matter.ROSTER, TrustLevel.BLOCKED, true));
            assertEquals(Verdict.REFUSE, rules.outbound(Matter.REQUEST, TrustLevel.BLOCKED, false));
            assertEquals(Verdict.REFUSE, rules.outbound(Matter.CONTACT, TrustLevel.BLOCKED, false));
            assertEquals(Verdict.REFUSE, rules.outbound(Matter.MESSAGE, TrustLevel.BLOCKED, false));
            for (Matter answer : List.of(Matter.ERROR, Matter.ANSWER)) {
                assertEquals(Verdict.PASS, rules.outbound(answer, TrustLevel.BLOCKED, true));
                assertEquals(Verdict.DROP, rules.outbound(answer, TrustLevel.BLOCKED, false));
            }
            assertEquals("whether it has heard of its block", Verdict.PASS,
                rules.outbound(Matter.CONTACT, TrustLevel.BLOCKED, true));
        }
    }
}
