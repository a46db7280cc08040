package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery.Sort;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StanzaRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** Which peers an administrator finds, in which order, in which state, and on which page. */
public class PeerQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final RosterPolicy POLICY = new RosterPolicy(true, List.of(), Duration.ofHours(72));
    private static final Actor ADMIN = new Actor("admin", "127.0.0.1");

    private final OrderRules rules = new OrderRules(POLICY);
    private final StanzaRules stanzas = new StanzaRules(POLICY);
    private Instant now = NOW;

    // ---- states

    @Test
    public void aPeerIsInTheStateThatSaysMostAboutIt() {
        Peer stranger = Peer.stranger("a.lit");
        Peer waits = hears(stranger, Kind.SUBSCRIBE);
        Peer asked = obeys(stranger, Order.Simple.REQUEST);
        Peer approved = obeys(waits, Order.Simple.APPROVE);
        assertEquals(PeerState.NONE, PeerState.of(stranger));
        assertEquals(PeerState.WAITING, PeerState.of(waits));
        assertEquals(PeerState.ASKED, PeerState.of(asked));
        assertEquals(PeerState.NO_ANSWER, PeerState.of(rules.tick(asked, NOW.plus(Duration.ofHours(72))).peer()));
        assertEquals(PeerState.APPROVED_US, PeerState.of(hears(asked, Kind.SUBSCRIBED)));
        assertEquals(PeerState.APPROVED, PeerState.of(approved));
        assertEquals(PeerState.MUTUAL, PeerState.of(hears(approved, Kind.SUBSCRIBED)));
        assertEquals(PeerState.BLOCKED, PeerState.of(obeys(approved, Order.Simple.BLOCK)));
    }

    @Test
    public void eachStateIsReadByItsWord() {
        assertEquals(List.of("waiting", "blocked", "mutual", "approved", "no-answer", "asked", "approved-us", "none"),
            Arrays.stream(PeerState.values()).map(PeerState::word).toList());
        for (PeerState state : PeerState.values()) {
            assertEquals(Optional.of(state), PeerState.of(state.word()));
        }
        assertEquals(Optional.empty(), PeerState.of("friend"));
    }

    // ---- what is found

    @Test
    public void aPeerIsFoundByWhatItsNameOrItsNoteHasInItInWhateverCase() {
        Peer peer = obeys(obeys(Peer.stranger("talk.lit"), Order.Simple.REQUEST), new Order.Note("Our FRIENDS"));
        for (String text : List.of("", " TALK ", "k.l", "friends", "our f")) {
            assertTrue(text, query(text, Optional.empty()).fits(peer));
        }
        assertFalse(query("foes", Optional.empty()).fits(peer));
    }

    @Test
    public void onlyPeersInTheStateThatIsAskedForAreFound() {
        Peer asked = obeys(Peer.stranger("talk.lit"), Order.Simple.REQUEST);
        assertTrue(query("", Optional.of(PeerState.ASKED)).fits(asked));
        assertFalse(query("", Optional.of(PeerState.WAITING)).fits(asked));
        assertFalse("both must be so", query("talk", Optional.of(PeerState.WAITING)).fits(asked));
        assertFalse("both must be so", query("foes", Optional.of(PeerState.ASKED)).fits(asked));
    }

    // ---- the order

    @Test
    public void peersAreSortedByWhatIsAskedForAndThenByNameAndTheOtherWayRoundTheLastComesFirst() {
        Peer a = obeys(Peer.stranger("a.lit"), Order.Simple.REQUEST);
        now = NOW.minusSeconds(1);
        Peer b = seen(obeys(hears(Peer.stranger("b.lit"), Kind.SUBSCRIBE), Order.Simple.APPROVE), true, NOW);
        now = NOW.plusSeconds(1);
        Peer c = seen(obeys(Peer.stranger("c.lit"), Order.Simple.BLOCK), true, NOW.minusSeconds(1));
        Peer d = seen(Peer.stranger("d.lit"), false, NOW);
        Peer e = Peer.stranger("e.lit");
        List<Peer> peers = List.of(e, c, a, d, b);
        assertEquals("abcde", sorted(peers, Sort.DOMAIN, false));
        assertEquals("edcba", sorted(peers, Sort.DOMAIN, true));
        assertEquals("in the order of the states", "cbade", sorted(peers, Sort.STATE, false));
        assertEquals("who is not there first, then whoever came first", "aedcb", sorted(peers, Sort.SEEN, false));
        assertEquals("bcdea", sorted(peers, Sort.SEEN, true));
        assertEquals("whoever was never decided about first", "debac", sorted(peers, Sort.DECIDED, false));
        assertEquals("cabed", sorted(peers, Sort.DECIDED, true));
        assertEquals(List.of("domain", "state", "seen", "decided"), Arrays.stream(Sort.values()).map(Sort::word).toList());
    }

    private static String sorted(List<Peer> peers, Sort sort, boolean descending) {
        List<Peer> sorted = new ArrayList<>(peers);
        sorted.sort(new PeerQuery("", Optional.empty(), sort, descending, 1, 25).order());
        StringBuilder names = new StringBuilder();
        sorted.forEach(peer -> names.append(peer.domain().charAt(0)));
        return names.toString();
    }

    private static Peer seen(Peer peer, boolean up, Instant at) {
        return new Peer(peer.domain(), peer.subscription(), peer.ask(), peer.askedAt(), peer.pendingIn(), peer.invited(),
            peer.blocked(), peer.revoked(), peer.decision(), peer.memo(), Optional.of(new Peer.Seen(up, at)), peer.unsent(),
            peer.trusted(), peer.contact(), peer.reply());
    }

    // ---- pages

    @Test
    public void thereIsNoPageBeforeTheFirstAndNoneWithNothingOnIt() {
        assertThrows(IllegalArgumentException.class, () -> new PeerQuery("", Optional.empty(), Sort.DOMAIN, false, 0, 25));
        assertThrows(IllegalArgumentException.class, () -> new PeerQuery("", Optional.empty(), Sort.DOMAIN, false, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new AuditQuery("", "", Set.of(), "", Optional.empty(),
            Optional.empty(), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> AuditQuery.about("a.lit", 0));
        assertEquals(1, new PeerQuery("", Optional.empty(), Sort.DOMAIN, false, 1, 1).size());
        assertEquals(1, AuditQuery.about("a.lit", 1).page());
        assertEquals("a.lit", AuditQuery.about("a.lit", 1).about());
    }

    @Test
    public void aLongListIsCutIntoPagesAndTheLastOneCountsForAnyBehindIt() {
        List<Integer> all = List.of(1, 2, 3, 4, 5);
        assertEquals(new Section<>(List.of(1, 2), 5, 1, 3), Section.of(all, 1, 2));
        assertEquals(new Section<>(List.of(3, 4), 5, 2, 3), Section.of(all, 2, 2));
        assertEquals(new Section<>(List.of(5), 5, 3, 3), Section.of(all, 3, 2));
        assertEquals(new Section<>(List.of(5), 5, 3, 3), Section.of(all, 9, 2));
        assertEquals("a full page needs no other behind it", new Section<>(all, 5, 1, 1), Section.of(all, 1, 5));
        assertEquals("an empty list has a page, too", new Section<>(List.of(), 0, 1, 1), Section.of(List.of(), 1, 2));
    }

    @Test
    public void aPageStaysTheSamePageWithSomethingElseOnIt() {
        assertEquals(new Section<>(List.of("3", "4"), 5, 2, 3), Section.of(List.of(1, 2, 3, 4, 5), 2, 2).map(String::valueOf));
    }

    @Test
    public void thereAreNotMorePagesThanCanBeCounted() {
        assertEquals(Integer.MAX_VALUE, Section.pages(Long.MAX_VALUE - 1, 1));
    }

    private PeerQuery query(String text, Optional<PeerState> state) {
        return new PeerQuery(text, state, Sort.DOMAIN, false, 1, 25);
    }

    private Peer hears(Peer peer, Kind kind) {
        return stanzas.hear(peer, kind, now).peer();
    }

    private Peer obeys(Peer peer, Order order) {
        return rules.obey(peer, order, ADMIN, now).peer();
    }
}
