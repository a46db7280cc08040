package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.InstantSource;
import java.util.Objects;

/**
 * What time it is, and how long something waits, which is not the same where the machine's clock is set back.
 *
 * @param shown  the machine's, for what is written down and for days that administrators have set
 * @param steady for what waits: never goes back
 */
record Clocks(InstantSource shown, InstantSource steady) {

    Clocks {
        Objects.requireNonNull(shown);
        Objects.requireNonNull(steady);
    }
}
