package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Who says what, the same in both rooms. Immutable.
 *
 * @param lines in the order in which they are said
 */
record Script(List<Line> lines) {

    /** People of montague.lit who speak; the others listen. */
    private static final int SPEAKERS = 3;

    /** The number of who speaks, 0 for the user of capulet.lit; and words of about a hundred characters. */
    private static final Object[][] WORDS = {
        {0, "Good evening from Capulet's orchard. Is anybody out there, on the other side of this very thin wall?"},
        {1, "It is my lady, O, it is my love! She speaks, and all of us over here have heard it, once and clearly."},
        {2, "Go then, for it is in vain to seek him here who means not to be found; he is in this room with us now."},
        {0, "How many of you are there? I see a long list of names, and I had expected no more than one of them."},
        {3, "We all came, for the mirror lets us share the road: each word travels once and is told to everybody."},
        {1, "With love's light wings did I o'erperch these walls, for stony limits cannot hold love out, my lady."},
        {0, "If they do see thee here, they will want to know what it cost; let them count the bytes on the wire."},
        {2, "Romeo, come forth! The watch has read the counters of the relay, and they will print them in a table."},
        {0, "Good night, good night! Parting is such sweet sorrow that I shall say good night till it be morrow."},
    };

    /** Said around a cut of the link: two lines before it, four meanwhile, two after it. */
    private static final Object[][] OUTAGE = {
        {0, "What's in a name? That which we call a mirror by any other name would carry words as far as this one."},
        {1, "Call me but love, and I'll be new baptized; and every word of it has come across the wall to you."},
        {1, "By a name I know not how to tell thee who I am, nor whether you can hear me: it has grown so still."},
        {0, "My ears have not yet drunk a hundred words of thy tongue's uttering, and now there is none at all."},
        {1, "We talk among ourselves until the road is there again. It was written down, so none of it is lost."},
        {0, "O swear not by the moon, th' inconstant moon, nor by the wire, that breaks in the middle of a sentence."},
        {0, "I hear you all again, and each word once, those from before and those from when I could not hear."},
        {1, "A thousand times good night! And what you told the silence has reached us too, in the order you said it."},
    };
    /** Said around the death of a node: two lines before it, one just before it, five after it. */
    private static final Object[][] LOSS = {
        {0, "Two nodes, they tell me, and yet it is one house that answers. Whose voice is it that I hear tonight?"},
        {1, "Mine, lady, from one of them, and my kinsmen sit at the other; it is one room, and we are all in it."},
        {0, "Then tell me, what becomes of your sweet words if one of these two houses falls this very moment?"},
        {1, "It fell, with all who sat there, and I am here still; what you said just then did not fall with it."},
        {0, "So the mirror cracked and holds: I see the nicks go of those who were lost, and yours has stayed here."},
        {1, "The other node keeps the room now, as it was; nobody has to know where a room is, to be in it."},
        {0, "And each word came once? I have counted mine, and they shall print in a line what did not come."},
        {1, "Each of them once. A plague on one of our houses is not enough to part us, so good night, my lady."},
    };
    /** How many lines of that all have heard when the last is said that the node may not live to hand on. */
    static final int BEFORE_THE_LOSS = 2;

    /** How many lines of that are said before the cut. */
    static final int BEFORE_THE_CUT = 2;
    /** How many were said when the link is whole again. */
    static final int UNTIL_IT_IS_WHOLE = 6;

    /**
     * One message.
     *
     * @param speaker the position of who says it in the cast
     * @param id the stanza's id
     * @param body the text; it needs no escaping
     */
    record Line(int speaker, String id, String body) {
    }

    /** The script for so many users of montague.lit. */
    static Script forUsers(int users) {
        return of(WORDS, users);
    }

    /** What is said when the link is cut meanwhile: by two, since more would say it in no order. */
    static Script forOutage() {
        return of(OUTAGE, 1);
    }

    /** What is said when a node dies meanwhile: by the user of capulet.lit and one of those who are left. */
    static Script forLoss() {
        return of(LOSS, 1);
    }

    private static Script of(Object[][] all, int users) {
        List<Line> lines = new ArrayList<>();
        for (Object[] words : all) {
            int speaker = (Integer) words[0];
            int limit = Math.min(SPEAKERS, users);
            lines.add(new Line(speaker > limit ? limit : speaker, "line-" + (lines.size() + 1), (String) words[1]));
        }
        return new Script(List.copyOf(lines));
    }
}
