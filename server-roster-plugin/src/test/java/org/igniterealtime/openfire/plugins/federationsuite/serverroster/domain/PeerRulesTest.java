package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** What the tables do not show: patterns, time, notes, presence, and what is forgotten. */
public class PeerRulesTest {

    private static final Instant NOW = Table.NOW;
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));

    private static Step hear(RosterPolicy policy, Peer peer, Kind kind) {
        return new StanzaRules(policy).hear(peer, kind, NOW);
    }

    private static Step obey(Peer peer, Order order) {
        return new OrderRules(Table.POLICY).obey(peer, order, Table.ADMIN, NOW);
    }

    private static RosterPolicy approving(String... patterns) {
        return new RosterPolicy(true, List.of(patterns), Duration.ofHours(72));
    }

    @Test
    public void aPatternThatAnAdministratorWroteApproves() {
        for (String pattern : List.of("b.example", "B.Example", "*.example")) {
            Step step = hear(approving(pattern), Peer.stranger("b.example"), Kind.SUBSCRIBE);

            assertEquals(TrustLevel.BUDDY, step.peer().level(NOW));
            assertEquals(List.of(Kind.SUBSCRIBED, Kind.AVAILABLE, Kind.SUBSCRIBE), step.sends());
            assertEquals(new Actor("rule " + pattern, ""), step.audits().get(0).by());
            assertFalse(step.prompts());
        }
    }

    @Test
    public void whatIsNoPatternApprovesNobody() {
        for (String pattern : List.of("*", "*.", "**", "*.*", "example", "*.b.example", "*b.example",
            "b.*", ".example", "c.example")) {
            assertTrue(pattern, hear(approving(pattern), Peer.stranger("b.example"), Kind.SUBSCRIBE).prompts());
        }
    }

    @Test
    public void aPatternDoesNotHelpABlockedPeer() {
        Peer blocked = Table.peer("None + blocked");
        assertEquals(new Step(blocked, List.of()), hear(approving("b.example"), blocked, Kind.SUBSCRIBE));
    }

    @Test
    public void withoutAskingBackAnApprovalIsAnApprovalOnly() {
        RosterPolicy policy = new RosterPolicy(false, List.of(), Duration.ofHours(72));
        assertEquals(List.of(Kind.SUBSCRIBED, Kind.AVAILABLE),
            new OrderRules(policy).obey(Table.peer("None + In"), Simple.APPROVE, Table.ADMIN, NOW).sends());
    }

    @Test
    public void aRequestThatIsNotAnsweredIsMarkedAndMayBeSentAgain() {
        Peer asked = obey(Peer.stranger("b.example"), Simple.REQUEST).peer();
        OrderRules rules = new OrderRules(Table.POLICY);
        assertEquals(asked, rules.tick(asked, NOW.plus(Duration.ofHours(71))).peer());

        Step silent = rules.tick(asked, NOW.plus(Duration.ofHours(72)));
        assertEquals(Ask.NO_ANSWER, silent.peer().ask());
        assertEquals(List.of(), silent.sends());
        assertEquals("no-answer", silent.audits().get(0).action());
        assertEquals("is marked once", new Step(silent.peer(), List.of()), rules.tick(silent.peer(), LATER));

        assertEquals(Ask.WAITING, obey(silent.peer(), Simple.REQUEST).peer().ask());
        assertEquals("a late answer counts", Subscription.TO,
            hear(Table.POLICY, silent.peer(), Kind.SUBSCRIBED).peer().subscription());
    }

    @Test
    public void anApprovalEndsOnItsDay() {
        Peer buddy = obey(Table.peer("Both"), new Order.Expire(Optional.of(LATER))).peer();
        assertEquals(TrustLevel.BUDDY, buddy.level(LATER.minusSeconds(1)));
        assertEquals("even before anybody acts on it", TrustLevel.UNKNOWN, buddy.level(LATER));

        Step ended = new OrderRules(Table.POLICY).tick(buddy, LATER);
        assertEquals(Subscription.NONE, ended.peer().subscription());
        assertEquals(List.of(Kind.UNAVAILABLE, Kind.UNSUBSCRIBED, Kind.UNSUBSCRIBE), ended.sends());
        assertEquals("rule expiry", ended.audits().get(0).by().name());
    }

    @Test
    public void aNewApprovalDoesNotEndOnAPastDay() {
        Peer again = Table.peer("None + In").with(new Peer.Memo("x", Optional.of(NOW), Optional.empty()));
        assertEquals(new Peer.Memo("x", Optional.empty(), Optional.empty()), obey(again, Simple.APPROVE).peer().memo());
    }

    @Test
    public void notesAreForPeersThatThereAre() {
        Step noted = obey(Table.peer("None + In"), new Order.Note("Ask Alice"));
        assertEquals("Ask Alice", noted.peer().memo().note());
        assertEquals("note", noted.audits().get(0).action());
        assertEquals(Optional.of(Effect.Reason.UNKNOWN_PEER),
            obey(Peer.stranger("b.example"), new Order.Note("x")).refusal());
        assertThrows(IllegalArgumentException.class, () -> new Order.Note("x".repeat(501)));
    }

    @Test
    public void presenceOfAPeerIsKeptWhenItChanges() {
        Peer up = hear(Table.POLICY, Table.peer("Both"), Kind.AVAILABLE).peer();
        assertEquals(Optional.of(new Peer.Seen(true, NOW)), up.seen());
        assertEquals(up, new StanzaRules(Table.POLICY).hear(up, Kind.AVAILABLE, LATER).peer());
        assertEquals(Optional.of(new Peer.Seen(false, LATER)),
            new StanzaRules(Table.POLICY).hear(up, Kind.UNAVAILABLE, LATER).peer().seen());
        assertEquals("not that of a stranger", Optional.empty(),
            hear(Table.POLICY, Table.peer("None + In"), Kind.AVAILABLE).peer().seen());
    }

    @Test
    public void aStrangerWhoseRequestIsGoneIsForgotten() {
        Peer asking = hear(Table.POLICY, Peer.stranger("b.example"), Kind.SUBSCRIBE).peer();
        assertFalse(asking.isForgettable());
        assertTrue(hear(Table.POLICY, asking, Kind.UNSUBSCRIBE).peer().isForgettable());
        assertTrue(new OrderRules(Table.POLICY).crowdOut(asking).peer().isForgettable());
        assertFalse("a refusal is kept", obey(asking, Simple.DENY).peer().isForgettable());
    }

    private static Peer answered(Peer asked, Duration after) {
        return new StanzaRules(Table.POLICY).hear(asked, Kind.SUBSCRIBED, NOW.plus(after)).peer();
    }

    @Test
    public void anApprovalThatComesAtOnceIsShownAsSuch() {
        Peer asked = obey(Peer.stranger("b.example"), Simple.REQUEST).peer();

        assertTrue(answered(asked, Duration.ofSeconds(2)).answeredAtOnce());
        assertEquals("to, answered at once, invited", answered(asked, Duration.ofSeconds(1)).summary());
        assertFalse(answered(asked, Duration.ofMillis(2001)).answeredAtOnce());
        assertEquals("to, invited", answered(asked, Duration.ofSeconds(3)).summary());
        assertFalse("nor one that is gone again",
            hear(Table.POLICY, answered(asked, Duration.ofSeconds(1)), Kind.UNSUBSCRIBED).peer().answeredAtOnce());
    }

    @Test
    public void whoHadAskedUsBeforeHadSomebodyDecide() {
        Peer asking = new StanzaRules(Table.POLICY).hear(Peer.stranger("b.example"), Kind.SUBSCRIBE, NOW.minusSeconds(9)).peer();
        Peer approved = obey(asking, Simple.APPROVE).peer();

        assertEquals("both", answered(approved, Duration.ofSeconds(1)).summary());
    }

    @Test
    public void theTimeThatARequestNeededToArriveDoesNotCount() {
        Peer asked = obey(Peer.stranger("b.example"), Simple.REQUEST).peer().saying(List.of(Kind.SUBSCRIBE));
        Instant hourLater = NOW.plus(Duration.ofHours(1));
        StanzaRules rules = new StanzaRules(Table.POLICY);

        assertTrue("before it was seen to arrive", answered(asked, Duration.ofHours(1)).answeredAtOnce());
        Peer arrived = rules.reached(asked, hourLater).peer();
        assertEquals(List.of(), arrived.unsent());
        assertTrue(rules.hear(arrived, Kind.SUBSCRIBED, hourLater.plusSeconds(1)).peer().answeredAtOnce());
        assertFalse(rules.hear(arrived, Kind.SUBSCRIBED, hourLater.plusSeconds(5)).peer().answeredAtOnce());
        assertEquals("and waits for its answer from then on", Ask.WAITING,
            new OrderRules(Table.POLICY).tick(arrived, NOW.plus(Duration.ofHours(72))).peer().ask());
    }

    @Test
    public void trustEndsWithAnApprovalThatEnds() {
        Peer trusted = obey(obey(Table.peer("Both"), Simple.TRUST).peer(), new Order.Expire(Optional.of(LATER))).peer();
        assertEquals(TrustLevel.TRUSTED, trusted.level(LATER.minusSeconds(1)));
        assertEquals("even before anybody acts on it", TrustLevel.UNKNOWN, trusted.level(LATER));
        assertEquals(Optional.of(Effect.Reason.NOT_APPROVED), new OrderRules(Table.POLICY)
            .obey(trusted, Simple.TRUST, Table.ADMIN, LATER).refusal());
        assertEquals(Trusted.NO, new OrderRules(Table.POLICY).tick(trusted, LATER).peer().trusted());
    }

    @Test
    public void aStrangerThatWasSeenAndHasGoneIsForgotten() {
        Contact contact = new Contact(NOW, Contact.Way.TLS, "CN=b.example");
        Peer asking = new StanzaRules(Table.POLICY).hear(Peer.stranger("b.example"), Kind.SUBSCRIBE, contact, NOW).peer();
        assertEquals(Optional.of(contact), asking.contact());
        assertTrue(hear(Table.POLICY, asking, Kind.UNSUBSCRIBE).peer().isForgettable());
    }

    @Test
    public void anApprovalThatThePeerHasGivenUpIsNotSaidAgain() {
        Peer told = Table.peer("From").unsent(List.of(Kind.SUBSCRIBED, Kind.AVAILABLE, Kind.SUBSCRIBE));
        assertEquals(List.of(Kind.AVAILABLE, Kind.SUBSCRIBE), hear(Table.POLICY, told, Kind.UNSUBSCRIBE).peer().unsent());
    }

    @Test
    public void aRequestThatThePeerHasRefusedIsNotSaidAgain() {
        Peer asked = obey(Peer.stranger("b.example"), Simple.REQUEST).peer().unsent(List.of(Kind.SUBSCRIBED, Kind.SUBSCRIBE));
        assertEquals(List.of(Kind.SUBSCRIBED), hear(Table.POLICY, asked, Kind.UNSUBSCRIBED).peer().unsent());
    }

    @Test
    public void aRequestThatIsAnsweredWithAnErrorHasFailedAndIsNotSaidAgain() {
        Peer asked = obey(Peer.stranger("b.example"), Simple.REQUEST).peer().unsent(List.of(Kind.AVAILABLE, Kind.SUBSCRIBE));
        Step step = new StanzaRules(Table.POLICY).failed(asked, "item-not-found");
        assertEquals(Ask.FAILED, step.peer().ask());
        assertEquals(List.of(Kind.AVAILABLE), step.peer().unsent());
        assertTrue(step.peer().summary(), step.peer().summary().contains("refused with an error: item-not-found"));
        assertEquals(1, step.audits().size());
        assertEquals("b.example", step.audits().get(0).by().name());
        assertEquals("another one changes nothing", new Step(step.peer(), List.of()),
            new StanzaRules(Table.POLICY).failed(step.peer(), "forbidden"));
    }

    @Test
    public void anErrorEndsNothingButARequestThatWaits() {
        StanzaRules rules = new StanzaRules(Table.POLICY);
        for (String state : List.of("None", "Both", "From", "To", "None + In", "None + Out + blocked")) {
            Peer peer = Table.peer(state);
            assertEquals(state, new Step(peer, List.of()), rules.failed(peer, "item-not-found"));
        }
        Peer waiting = Table.peer("None + Out");
        for (String condition : List.of("remote-server-not-found", "remote-server-timeout")) {
            assertEquals("which is not the peer's answer", new Step(waiting, List.of()), rules.failed(waiting, condition));
        }
    }

    @Test
    public void aRequestThatDoesNotArriveWaitsAndShowsWhy() {
        StanzaRules rules = new StanzaRules(Table.POLICY);
        Step step = rules.notReached(Table.peer("None + Out"), "remote-server-timeout");
        assertEquals(Ask.WAITING, step.peer().ask());
        assertTrue(step.peer().summary(), step.peer().summary().contains("asked, not reachable: remote-server-timeout"));
        assertEquals(List.of(), step.audits());
        for (String state : List.of("None", "Both", "None + failed")) {
            Peer peer = Table.peer(state);
            assertEquals(state, new Step(peer, List.of()), rules.notReached(peer, "remote-server-timeout"));
        }
    }

    @Test
    public void ofWhatContradictsItselfTheLastIsSaid() {
        Peer peer = Table.peer("From").saying(List.of(Kind.SUBSCRIBED, Kind.AVAILABLE)).saying(List.of(Kind.UNSUBSCRIBED));
        assertFalse(peer.unsent().contains(Kind.SUBSCRIBED));
        assertTrue(peer.unsent().contains(Kind.UNSUBSCRIBED));
        List<Kind> said = List.copyOf(peer.unsent());
        assertEquals("and once", said.size(), peer.saying(List.of(Kind.UNSUBSCRIBED)).unsent().size());
    }
}
