package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.FederationTest.MASTER;

import java.time.Duration;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;

/** A node that hangs, and is not taken for dead: its own users wait, and so does what only it can do. */
public class ClusterFaultsAcceptanceTest extends ClusterRoomTest {

    /** Of so many rooms one node keeps all once in a few hundred times. */
    private static final int ROOMS = 8;

    private static final Duration HANGING = Duration.ofSeconds(6);

    @Override
    int size() {
        return 3;
    }

    @Test
    public void aNodeThatHangsForAWhilePartsNobodyAndNothingIsLostOrSaidTwice() {
        everybodyComes();
        everybodyEnters(MASTER);
        String other = anotherKeptElsewhere();
        everybodyTalks(MASTER);
        everybodyTalks(other);

        Server keeper = keeper(MASTER);
        Client hanging = userOf(keeper);
        keeper.freeze();
        says(hanging, MASTER);
        says(hanging, other);
        usersWithout(keeper).forEach(user -> says(user, MASTER));
        usersWithout(keeper).forEach(user -> says(user, other));
        says(curtis(), MASTER);
        says(curtis(), other);
        long since = System.nanoTime();
        // The time is what this is about: nodes wait for one that says nothing for two seconds, and then for it no more.
        Waiting.until("the node to have hung", HANGING.multipliedBy(2), () -> System.nanoTime() - since > HANGING.toNanos());
        keeper.thaw();

        everybodyTalks(MASTER);
        everybodyTalks(other);
        haveHeardAllOnce(everybody());
        haveNotLeft(everybody(), MASTER);
        haveNotLeft(everybody(), other);
        everybodySeesAll(MASTER);
        everybodySeesAll(other);
    }

    /** Makes rooms until another node keeps the mirror of one. */
    private String anotherKeptElsewhere() {
        for (int i = 0; i < ROOMS; i++) {
            String room = "room" + i + "@conference.capulet.lit";
            everybodyEnters(room);
            if (keeper(room) != keeper(MASTER)) {
                return room;
            }
        }
        throw new AssertionError("One node keeps them all");
    }
}
