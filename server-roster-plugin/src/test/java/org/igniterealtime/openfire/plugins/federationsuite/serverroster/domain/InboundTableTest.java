package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Locale;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/**
 * What a peer can say in each state. To be read beside RFC 6121, appendix A.3: the first nine rows are its rows, in its
 * order and with its outcomes ("Out" and "In" are its "Pending Out" and "Pending In"). What goes beyond it: an invited peer,
 * one that an administrator asked for, is accepted without a second decision, and a blocked one is not heard. "Failed" is a
 * request that was answered with an error, "trusted" an approved peer that was given more.
 *
 * <p>{@code =} is no change, what is sent stands behind {@code >}, and {@code !} tells the administrators.
 */
public class InboundTableTest {

    private static final String TABLE = """
                              | subscribe                   | subscribed     | unsubscribe           | unsubscribed
        None                  | None + In !                 | =              | =                     | =
        None + Out            | None + Out + In !           | To             | =                     | None
        None + In             | =                           | =              | None                  | =
        None + Out + In       | =                           | To + In        | None + Out            | None + In
        To                    | To + In !                   | =              | =                     | None
        To + In               | =                           | =              | To                    | None + In
        From                  | = > subscribed              | =              | None > unavailable    | =
        From + Out            | = > subscribed              | Both           | None + Out > unavailable | From
        Both                  | = > subscribed              | =              | To > unavailable      | From
        None + Out + invited  | From + Out > subscribed available | To + invited | =                 | None
        To + invited          | Both > subscribed available | =              | =                     | None
        None + failed         | None + In + failed !        | To             | =                     | None
        From + failed         | = > subscribed              | Both           | None + failed > unavailable | From
        From + trusted        | = > subscribed              | =              | None > unavailable    | =
        Both + trusted        | = > subscribed              | =              | To > unavailable      | From + trusted
        None + had From + had trust | None + In + had From + had trust ! | = | =                     | =
        None + blocked        | =                           | =              | =                     | =
        """;

    /** In one test, because the parameterised ones are not seen by what looks for faults that no test notices. */
    @Test
    public void everyCellHolds() {
        Table.cells(TABLE).forEach(InboundTableTest::assertHolds);
    }

    private static void assertHolds(Table.Cell cell) {
        Kind kind = Kind.valueOf(cell.event().toUpperCase(Locale.ROOT));
        Peer before = Table.peer(cell.state());

        Step step = new StanzaRules(Table.POLICY).hear(before, kind, Table.NOW);

        assertEquals(cell.toString(), cell.outcome(), Table.outcome(cell.state(), step));
        if (!before.invited()) {
            assertTrue("what a peer says never raises it to a buddy: " + cell, before.level(Table.NOW) == TrustLevel.BUDDY
                || step.peer().level(Table.NOW) != TrustLevel.BUDDY);
        }
        if (step.sends().isEmpty() && !step.prompts() && cell.outcome().equals("=")) {
            assertEquals("nothing is to be written for it: " + cell, before, step.peer());
        }
    }
}
