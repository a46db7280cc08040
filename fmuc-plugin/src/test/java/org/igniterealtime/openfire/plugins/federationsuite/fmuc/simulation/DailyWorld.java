package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A world in which days can pass, and which can be asked what time it is and what its servers remember. */
interface DailyWorld {

    /** Lets so many things happen, then comes to rest. */
    void run(int steps);

    /** Lets all that is under way arrive, and asserts what must hold then. */
    void comeToRest();

    /** Lets time pass in which nobody does anything but what servers and clients do by themselves. */
    void idle(Duration time);

    Instant now();

    /** What the rules of each server remember. */
    Stream<?> remembered();
}
