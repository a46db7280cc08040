package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Entry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Memory;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Permission;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Wish;
import org.junit.Test;

/** How the server's own lists follow the roster, as an administrator who looks at them sees it. */
public class ListRulesTest {

    private static final Entry ALLOWED = new Entry(Permission.ALLOWED, 0);
    private static final Entry ALLOWED_5270 = new Entry(Permission.ALLOWED, 5270);
    private static final Entry BLOCKED = new Entry(Permission.BLOCKED, 0);

    private Optional<Entry> entry = Optional.empty();
    private Optional<Memory> memory = Optional.empty();

    private void wish(Wish wish) {
        Outcome outcome = ListRules.follow(entry, memory, wish);
        entry = outcome.entry();
        memory = outcome.memory();
        assertEquals("asked again, nothing changes", outcome, ListRules.follow(entry, memory, wish));
    }

    private void expect(Entry there) {
        assertEquals(Optional.ofNullable(there), entry);
    }

    @Test
    public void whatWasNotThereGoesAgain() {
        for (Wish wish : Wish.values()) {
            wish(wish);
        }
        expect(BLOCKED);
        wish(Wish.ALLOW);
        expect(ALLOWED);
        wish(Wish.NONE);
        expect(null);
        assertEquals(Optional.empty(), memory);
    }

    @Test
    public void aPortThatAnAdministratorSetComesBackAfterABlock() {
        entry = Optional.of(ALLOWED_5270);
        wish(Wish.ALLOW);
        expect(ALLOWED_5270);
        wish(Wish.BLOCK);
        expect(BLOCKED);
        wish(Wish.ALLOW);
        expect(ALLOWED_5270);
        wish(Wish.BLOCK);
        wish(Wish.NONE);
        expect(ALLOWED_5270);
        assertEquals(Optional.empty(), memory);
    }

    @Test
    public void anAdministratorsBlockIsNotLifted() {
        entry = Optional.of(BLOCKED);
        for (Wish wish : Wish.values()) {
            wish(wish);
            expect(BLOCKED);
            assertEquals(Optional.empty(), memory);
        }
    }

    @Test
    public void whatAnAdministratorChangedMeanwhileIsHis() {
        wish(Wish.ALLOW);
        entry = Optional.of(ALLOWED_5270);
        wish(Wish.ALLOW);
        wish(Wish.NONE);
        expect(ALLOWED_5270);
    }

    @Test
    public void anEndBetweenTheStepsLosesNothing() {
        // Remembered, and not written.
        Optional<Memory> remembered = ListRules.follow(Optional.of(ALLOWED_5270), Optional.empty(), Wish.BLOCK).memory();
        assertEquals(new Outcome(Optional.of(ALLOWED_5270), Optional.empty()),
            ListRules.follow(Optional.of(ALLOWED_5270), remembered, Wish.NONE));
        assertEquals(new Outcome(Optional.of(BLOCKED), remembered),
            ListRules.follow(Optional.of(ALLOWED_5270), remembered, Wish.BLOCK));
        // Put back, and not forgotten: the same as the first.
    }
}
