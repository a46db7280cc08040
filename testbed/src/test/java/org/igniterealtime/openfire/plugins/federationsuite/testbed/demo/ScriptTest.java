package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** What is said can be compared and measured. */
public class ScriptTest {

    @Test
    public void bodiesAreAboutAHundredCharactersAndNeedNoEscaping() {
        for (Script.Line line : Script.forUsers(20).lines()) {
            assertTrue(line.body() + line.body().length(), line.body().length() >= 95 && line.body().length() <= 105);
            assertTrue(line.body(), line.body().matches("[^<>&]*"));
        }
    }

    @Test
    public void bothSidesSpeakHoweverFewThereAre() {
        for (int users = 1; users <= DemoOptions.MOST_USERS; users++) {
            Set<Integer> speakers = new TreeSet<>();
            Script.forUsers(users).lines().forEach(line -> speakers.add(line.speaker()));
            assertEquals(Math.min(users, 3) + 1, speakers.size());
            assertEquals(users, new TreeSet<>(Cast.guests(users)).size());
        }
    }
}
