package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Duration;

/**
 * What holds for all rooms of this server.
 *
 * @param mostOccupants how many may be in one room through mirrors, all together
 * @param mostOfMirror  how many of them through one mirror
 * @param mostMirrors   through how many mirrors
 * @param mostQuestions how many IQs of one mirror and one room may wait for answers, in each direction
 * @param stanzaChars   how many characters of XML a stanza of a mirror may have
 * @param grace         how long a mirror may be out of reach before it is asked whether anybody is still there
 * @param answerWithin  how long a mirror, or a room, may take to answer
 * @param pingAfter     how long a mirror may say nothing before it is asked whether it is there; zero for ever
 * @param backlog       how many messages of a room are remembered for mirrors that missed some
 * @param backlogChars  how many characters of XML they may have, all together
 */
public record MasterPolicy(int mostOccupants, int mostOfMirror, int mostMirrors, int mostQuestions, int stanzaChars,
                           Duration grace, Duration answerWithin, Duration pingAfter, int backlog, int backlogChars) {

    /** With an ordinary backlog. */
    public MasterPolicy(int mostOccupants, int mostOfMirror, int mostMirrors, int mostQuestions, int stanzaChars,
                        Duration grace, Duration answerWithin, Duration pingAfter) {
        this(mostOccupants, mostOfMirror, mostMirrors, mostQuestions, stanzaChars, grace, answerWithin, pingAfter, 200,
            200_000);
    }


    /** For tests and where nothing else is said. */
    public static final MasterPolicy DEFAULT =
        new MasterPolicy(5000, 1000, 100, 200, 65_536, Duration.ofSeconds(30), Duration.ofSeconds(30),
            Duration.ofMinutes(5));
}
