package org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.Test;

/** What becomes of the parts when they are switched, fail, and are stopped. */
public class PartSupervisorTest {

    private final List<String> events = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final FakePart roster = new FakePart("roster");
    private final FakePart fmuc = new FakePart("fmuc");
    private final FakePart eventing = new FakePart("eventing");
    private final PartSupervisor<String> supervisor = new PartSupervisor<>(List.of(roster, fmuc, eventing),
        (status, cause) -> troubles.add(status.id() + ' ' + status.state() + ' ' + cause.getMessage()));

    @Test
    public void startsNothingByItself() {
        assertEquals("roster OFF, fmuc OFF, eventing OFF", states());
        assertEquals(List.of(), supervisor.running());
    }

    @Test
    public void startsWhatIsWantedInOrderAndStopsItTheOtherWayRound() {
        supervisor.startAll(Set.of("eventing", "roster")::contains);
        assertEquals("roster ON, fmuc OFF, eventing ON", states());

        supervisor.stopAll();

        assertEquals(List.of("start roster", "start eventing", "stop eventing-1", "stop roster-1"), events);
        assertEquals("roster OFF, fmuc OFF, eventing OFF", states());
    }

    @Test
    public void aPartThatFailsLeavesTheOthersAsTheyAre() {
        fmuc.failStart = new IllegalStateException("no port");

        supervisor.startAll(id -> true);

        assertEquals("roster ON, fmuc FAILED IllegalStateException: no port, eventing ON", states());
        assertEquals(List.of("roster-1", "eventing-1"), supervisor.running());
        assertEquals(List.of("fmuc FAILED no port"), troubles);
    }

    @Test
    public void aPartThatDoesNotLinkWithThisServerFailsLikeAnyOther() {
        fmuc.failStart = new NoSuchMethodError("getLock");

        supervisor.startAll(id -> true);

        assertEquals("roster ON, fmuc FAILED NoSuchMethodError: getLock, eventing ON", states());
    }

    @Test
    public void aCauseWithoutAMessageIsNamedByItsKind() {
        fmuc.failStart = new NullPointerException();

        supervisor.want("fmuc", true);

        assertEquals("roster OFF, fmuc FAILED NullPointerException, eventing OFF", states());
    }

    @Test
    public void switchingAFailedPartOffAndOnTriesAgain() {
        fmuc.failStart = new IllegalStateException("no port");
        supervisor.startAll(id -> true);
        fmuc.failStart = null;

        supervisor.want("fmuc", false);
        assertEquals("roster ON, fmuc OFF, eventing ON", states());
        supervisor.want("fmuc", true);

        assertEquals("roster ON, fmuc ON, eventing ON", states());
        assertEquals(1, troubles.size());
    }

    @Test
    public void switchingAFailedPartOffDoesNotStopWhatNeverRan() {
        fmuc.failStart = new IllegalStateException("no port");
        supervisor.want("fmuc", true);

        supervisor.want("fmuc", false);

        assertEquals(List.of("start fmuc"), events);
    }

    @Test
    public void aPartThatRunsIsNotStartedTwice() {
        supervisor.want("fmuc", true);
        supervisor.want("fmuc", true);

        assertEquals(List.of("start fmuc"), events);
    }

    @Test
    public void eachStartIsANewOne() {
        supervisor.want("fmuc", true);
        supervisor.want("fmuc", false);
        supervisor.want("fmuc", true);

        assertEquals(List.of("fmuc-2"), supervisor.running());
    }

    @Test
    public void aStopThatFailsCountsAsStoppedAndIsTold() {
        supervisor.startAll(id -> true);
        eventing.failStop = new IllegalStateException("busy");

        supervisor.stopAll();

        assertEquals("roster OFF, fmuc OFF, eventing OFF IllegalStateException: busy", states());
        assertEquals(List.of("eventing OFF busy"), troubles);
        assertTrue(events.containsAll(List.of("stop fmuc-1", "stop roster-1")));
    }

    @Test
    public void anUnknownPartIsPassedOver() {
        supervisor.want("nobody", true);
        supervisor.want("nobody", false);

        assertEquals(List.of(), events);
    }

    private String states() {
        return String.join(", ", supervisor.statuses().stream()
            .map(status -> (status.id() + ' ' + status.state() + ' ' + status.trouble()).trim()).toList());
    }

    private final class FakePart implements Part<String> {

        private final String id;
        private int starts;
        private Throwable failStart;
        private RuntimeException failStop;

        FakePart(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String start() {
            events.add("start " + id);
            if (failStart instanceof Error error) {
                throw error;
            }
            if (failStart instanceof RuntimeException exception) {
                throw exception;
            }
            starts++;
            return id + '-' + starts;
        }

        @Override
        public void stop(String running) {
            events.add("stop " + running);
            if (failStop != null) {
                throw failStop;
            }
        }
    }
}
