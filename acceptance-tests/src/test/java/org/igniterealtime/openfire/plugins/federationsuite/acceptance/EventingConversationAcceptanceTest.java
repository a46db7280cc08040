package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.junit.Test;

/**
 * Three people talk to each other, each in his way: Juliet's client speaks pubsub on its raw stream, Tybalt's is an ordinary
 * one, Smack, and Romeo is on another server with an ordinary one that knows of one pubsub node. What XEP-0207 has for them is
 * switched on and off in all combinations; presence and who may see it have one switch.
 */
public class EventingConversationAcceptanceTest extends PubsubTest {

    private static final String HALL = "hall@conference.capulet.lit";

    private static final String SUBSCRIPTIONS = """
        Juliet asks Tybalt
            Tybalt hears: Juliet asks
        Tybalt agrees with Juliet
            Juliet hears: Tybalt agrees, by pubsub
        Tybalt asks Juliet
            Juliet hears: Tybalt asks, by pubsub
        Juliet agrees with Tybalt
            Tybalt hears: Juliet agrees
        Romeo asks Juliet
            Juliet hears: Romeo asks, by pubsub
        Juliet agrees with Romeo
            Romeo hears: Juliet agrees
        Juliet asks Romeo
            Romeo hears: Juliet asks
        Romeo agrees with Juliet
            Juliet hears: Romeo agrees, by pubsub
        """;

    private static final String PRESENCE = """
        Juliet is moping #
            Tybalt hears: Juliet is moping #
            Romeo hears: Juliet is moping #
        Tybalt is fighting #
            Juliet hears: Tybalt is fighting #, by pubsub
        Romeo is dreaming #
            Juliet hears: Romeo is dreaming #, by pubsub
        Juliet refuses Tybalt
            Tybalt hears: Juliet refuses
        Juliet refuses Romeo
            Romeo hears: Juliet refuses
        Juliet forsakes Tybalt
            Tybalt hears: Juliet forsakes
        Juliet forsakes Romeo
            Romeo hears: Juliet forsakes
        """;

    private static final String NO_PRESENCE = """
        Juliet asks Tybalt in vain
        Tybalt is fighting #
            Juliet hears nothing by pubsub
        """;

    private static final String ROOM = """
        Romeo enters
        Juliet enters
            Tybalt hears: Juliet enters
            Romeo hears: Juliet enters
        Juliet says in the hall: hi #
            Juliet hears: Juliet says in the hall: hi #, by pubsub
            Tybalt hears: Juliet says in the hall: hi #
            Romeo hears: Juliet says in the hall: hi #
        Tybalt says in the hall: Peace? #
            Juliet hears: Tybalt says in the hall: Peace? #, by pubsub
            Romeo hears: Tybalt says in the hall: Peace? #
        Romeo says in the hall: Good Capulet #
            Juliet hears: Romeo says in the hall: Good Capulet #, by pubsub
            Tybalt hears: Romeo says in the hall: Good Capulet #
        Juliet leaves
            Tybalt hears: Juliet leaves
        Romeo leaves
        """;

    private static final String NO_ROOM = """
        Juliet enters in vain
        """;

    private static final String TALK = """
        Juliet makes a node with Romeo
        Juliet says to Romeo: wherefore # art thou?
            Juliet hears: Juliet says: wherefore # art thou?, by pubsub
            Romeo hears: Juliet says: wherefore # art thou?, by pubsub
        Romeo says to Juliet: Call me but love #
            Juliet hears: Romeo says: Call me but love #, by pubsub
            Romeo hears: Romeo says: Call me but love #, by pubsub
        Juliet makes a node with Tybalt
        Juliet says to Tybalt: Good cousin #
            Juliet hears: Juliet says: Good cousin #, by pubsub
            Tybalt hears: Juliet says: Good cousin #
        """;

    private static final String NO_TALK = """
        Juliet makes a node with Romeo in vain
        """;

    /** Runs on one kind of server. */
    public EventingConversationAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).user("juliet", "juliet-secret")
            .property("plugin.federationsuite.eventing.talks.bridge", "true");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return super.montague(spec).user("romeo", "romeo-secret");
    }

    @Test
    public void threePeopleTalkInEveryCombinationOfWhatThereIs() throws Exception {
        greet(montague(), "montague.lit", capulet(), "pubsub.capulet.lit");
        makeRoom(login(capulet(), "curtis", "Swift"), HALL, "muc#roomconfig_whois=anyone");
        try (SmackSpeaker tybalt = SmackSpeaker.login(capulet(), "tybalt")) {
            Conversation conversation = new Conversation(HALL, "pubsub.capulet.lit",
                new PubsubSpeaker(login(capulet(), "juliet", "balcony")), tybalt,
                new RemoteSpeaker(login(montague(), "romeo", "orchard")));
            conversation.play("Tybalt enters", 8);
            for (int combination = 7; combination >= 0; combination--) {
                boolean presence = isSwitched(capulet(), "presence", combination >> 2);
                boolean rooms = isSwitched(capulet(), "rooms", combination >> 1);
                boolean talks = isSwitched(capulet(), "talks", combination);
                conversation.play((presence ? SUBSCRIPTIONS + PRESENCE : NO_PRESENCE) + (rooms ? ROOM : NO_ROOM)
                    + (talks ? TALK : NO_TALK), combination);
            }
        }
        assertEquals("eventing has nothing to complain about", "", logOf(capulet()).lines()
            .filter(line -> line.contains("federationsuite.eventing") && line.contains(" WARN ")).findFirst().orElse(""));
    }

    private static boolean isSwitched(Server server, String feature, int bit) {
        boolean on = bit % 2 == 1;
        server.control().setProperty("plugin.federationsuite.eventing." + feature + ".enabled", Boolean.toString(on));
        return on;
    }
}
