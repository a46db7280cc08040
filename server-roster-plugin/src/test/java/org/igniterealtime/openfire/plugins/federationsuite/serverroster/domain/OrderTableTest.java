package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.Test;

/**
 * What an administrator can order in each state. To be read beside RFC 6121, appendix A.2: {@code request} is its outbound
 * subscribe, {@code unrequest} unsubscribe, {@code approve} subscribed, {@code deny} and {@code revoke} unsubscribed. What
 * goes beyond it: a request accepts what waits; an approval is followed by our own request; a revocation ends both
 * directions. {@code no} is an order that is refused and changes nothing, where the RFC has "MUST NOT route".
 */
public class OrderTableTest {

    private static final String REQUESTS = """
                        | request                                     | unrequest
        None            | None + Out + invited > subscribe            | no
        None + Out      | None + Out + invited > subscribe            | None > unsubscribe
        None + In       | From + Out > subscribe subscribed available | no
        None + Out + In | From + Out > subscribe subscribed available | None + In > unsubscribe
        To              | To + invited > subscribe                    | None > unsubscribe
        To + In         | Both > subscribe subscribed available       | None + In > unsubscribe
        From            | From + Out > subscribe                      | no
        From + Out      | = > subscribe                               | From > unsubscribe
        Both            | = > subscribe                               | From > unsubscribe
        None + blocked  | no                                          | no
        """;

    private static final String DECISIONS = """
                        | approve                                     | deny
        None            | no                                          | no
        None + Out      | no                                          | no
        None + In       | From + Out > subscribed available subscribe | None > unsubscribed
        None + Out + In | From + Out > subscribed available           | None + Out > unsubscribed
        To              | no                                          | no
        To + In         | Both > subscribed available                 | To > unsubscribed
        From            | no                                          | no
        From + Out      | no                                          | no
        Both            | no                                          | no
        None + blocked  | no                                          | no
        """;

    private static final String REVOCATIONS = """
                             | revoke
        None                 | no
        None + Out           | None > unsubscribe
        None + In            | no
        None + Out + In      | None > unsubscribed unsubscribe
        To                   | None + had To > unsubscribe
        To + In              | None + had To > unsubscribed unsubscribe
        From                 | None + had From > unavailable unsubscribed
        From + Out           | None + had From > unavailable unsubscribed unsubscribe
        Both                 | None + had Both > unavailable unsubscribed unsubscribe
        None + blocked       | no
        None + had From      | no
        None + had Both      | no
        None + had To        | no
        None + In + had From | no
        None + failed        | None > unsubscribe
        From + failed        | None + had From > unavailable unsubscribed unsubscribe
        """;

    private static final String UNDOS = """
                             | undo
        None                 | no
        None + Out           | no
        None + In            | no
        None + Out + In      | no
        To                   | no
        To + In              | no
        From                 | no
        From + Out           | no
        Both                 | no
        None + blocked       | no
        None + had From      | From > subscribed available
        None + had Both      | From + Out > subscribed available subscribe
        None + had To        | None + Out > subscribe
        None + In + had From | From > subscribed available
        """;

    private static final String BLOCKS = """
                             | block                                                 | unblock
        None                 | None + blocked                                        | no
        None + Out           | None + blocked > unsubscribe                          | no
        None + In            | None + blocked                                        | no
        None + Out + In      | None + blocked > unsubscribe                          | no
        To                   | None + blocked > unsubscribe                          | no
        To + In              | None + blocked > unsubscribe                          | no
        From                 | None + blocked > unavailable unsubscribed             | no
        From + Out           | None + blocked > unavailable unsubscribed unsubscribe | no
        Both                 | None + blocked > unavailable unsubscribed unsubscribe | no
        None + blocked       | =                                                     | None
        None + had From      | None + blocked                                        | no
        None + had Both      | None + blocked                                        | no
        None + had To        | None + blocked                                        | no
        None + In + had From | None + blocked                                        | no
        None + failed        | None + blocked > unsubscribe                          | no
        From + failed        | None + blocked > unavailable unsubscribed unsubscribe | no
        """;

    /** A request that was answered with an error is one that is not answered, for every order. */
    private static final String FAILURES = """
                        | request                          | unrequest
        None + failed   | None + Out + invited > subscribe | None > unsubscribe
        From + failed   | From + Out > subscribe           | From > unsubscribe
        """;

    private static final String TRUST = """
                                    | trust          | untrust
        None                        | no             | no
        None + Out                  | no             | no
        None + In                   | no             | no
        To                          | no             | no
        From                        | From + trusted | no
        From + Out                  | From + Out + trusted | no
        Both                        | Both + trusted | no
        From + trusted              | =              | From
        Both + trusted              | =              | Both
        None + failed               | no             | no
        None + blocked              | no             | no
        None + had Both             | no             | no
        None + had Both + had trust | no             | no
        """;

    /** It goes with the approval, and comes back with it only by an undo. */
    private static final String TRUST_AND_REVOCATION = """
                                         | revoke                                                             | undo
        From + trusted                   | None + had From + had trust > unavailable unsubscribed             | no
        Both + trusted                   | None + had Both + had trust > unavailable unsubscribed unsubscribe | no
        None + had From + had trust      | no | From + trusted > subscribed available
        None + had Both + had trust      | no | From + Out + trusted > subscribed available subscribe
        None + In + had From + had trust | no | From + trusted > subscribed available
        """;

    private static final String TRUST_AND_BLOCKS = """
                                         | block                                                 | request
        From + trusted                   | None + blocked > unavailable unsubscribed | From + Out + trusted > subscribe
        Both + trusted                   | None + blocked > unavailable unsubscribed unsubscribe | = > subscribe
        None + had From + had trust      | None + blocked | None + Out + invited > subscribe
        None + had Both + had trust      | None + blocked | None + Out + invited > subscribe
        None + In + had From + had trust | None + blocked | From + Out > subscribe subscribed available
        """;

    private static final String TRUST_AND_REQUESTS = """
                                         | approve | deny
        From + trusted                   | no      | no
        Both + trusted                   | no      | no
        None + In + had From + had trust| From + Out > subscribed available subscribe | None + had From + had trust > unsubscribed
        """;

    /** In one test, because the parameterised ones are not seen by what looks for faults that no test notices. */
    @Test
    public void everyCellHolds() {
        Stream.of(REQUESTS, DECISIONS, REVOCATIONS, UNDOS, BLOCKS, FAILURES, TRUST, TRUST_AND_REVOCATION, TRUST_AND_BLOCKS,
            TRUST_AND_REQUESTS).flatMap(table -> Table.cells(table).stream()).forEach(OrderTableTest::assertHolds);
    }

    private static void assertHolds(Table.Cell cell) {
        Order order = Order.Simple.valueOf(cell.event().toUpperCase(Locale.ROOT));
        Peer before = Table.peer(cell.state());

        Step step = new OrderRules(Table.POLICY).obey(before, order, Table.ADMIN, Table.NOW);

        assertEquals(cell.toString(), cell.outcome(), Table.outcome(cell.state(), step));
        if (cell.outcome().equals("no")) {
            assertEquals(cell.toString(), before, step.peer());
            assertEquals(cell.toString(), List.of(), step.audits());
        } else {
            assertEquals("who decided is kept: " + cell, Optional.of(new Peer.Decision("admin@a.example", Table.NOW)),
                step.peer().decision());
            assertEquals(cell.toString(),
                List.of(new Effect.Audit(Table.ADMIN, cell.event(), before.summary(), step.peer().summary())), step.audits());
        }
    }
}
