package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView.Source;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.junit.Test;

/** Which dialect an administrator is told is spoken with a room, and why. */
public class DialectViewTest {

    private static final DialectView FOUND = new DialectView(Dialect.XEP_0289_REPLICA, Source.NOT_ADVERTISED);

    @Test
    public void aRoomThatSpeaksWhatIsFoundShowsHowItWasFound() {
        assertSame(FOUND, FOUND.of(Dialect.XEP_0289_REPLICA));
    }

    @Test
    public void aRoomThatSpeaksAnotherHasSpokenItSinceBefore() {
        assertEquals(new DialectView(Dialect.PLAIN, Source.FORMER), FOUND.of(Dialect.PLAIN));
    }

    @Test
    public void inPagesWordsAreInLowerCaseWithHyphens() {
        assertEquals("xep-0289-replica", FOUND.word());
        assertEquals("not-advertised", FOUND.source().word());
    }
}
