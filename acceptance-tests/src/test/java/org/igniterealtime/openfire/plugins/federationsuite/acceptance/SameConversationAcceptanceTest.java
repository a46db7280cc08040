package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.Participant.Question;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Two people in one conversation at the same time: Tybalt on the server of the room, and Kev on another, whom its mirror serves
 * in transparent mode. What both see is compared stanza by stanza; {@link Plain} says in what they may differ.
 */
public class SameConversationAcceptanceTest extends FederationTest {

    private static final List<String> ARCHIVE = List.of("Good pilgrim", "Saints have hands");
    private static final int ALL = -1;

    private Client curtis;
    private Participant tybalt;
    private Participant kev;

    /** Runs on one kind of server. */
    public SameConversationAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(TransparentAcceptanceTest.MODE, "true");
    }

    @Test
    @Conforms({"transparent-1", "transparent-2", "transparent-4"})
    public void withSmackBothSeeTheSame() {
        tybalt = new Participant.WithSmack(login(capulet(), "tybalt", "Swift"));
        kev = new Participant.WithSmack(login(montague(), "kev", "Swift"));
        bothSeeTheSame();
    }

    @Test
    @Conforms({"transparent-1", "transparent-2", "transparent-4"})
    public void withSlixmppBothSeeTheSame() {
        Needed.program("/usr/bin/python3", "-c", "import slixmpp");
        tybalt = slixmpp(capulet(), "tybalt");
        kev = slixmpp(montague(), "kev");
        bothSeeTheSame();
    }

    private Participant slixmpp(Server server, String user) {
        Path script = Path.of(System.getProperty("clients.directory")).resolve("slixmpp_client.py");
        return new Participant.WithSlixmpp(user + '@' + server.domain() + "/Swift",
            ForeignClient.login(List.of("/usr/bin/python3", script.toString()), server, user, directory()));
    }

    private void bothSeeTheSame() {
        try {
            capulet().control().archiveRooms(ARCHIVE);
            curtis = login(capulet(), "curtis", "Swift");
            makeRoom(curtis, MASTER, "muc#roomconfig_roomname=A room", "muc#roomconfig_allowinvites=1");
            curtis.ask("set", "", "<vCard xmlns='vcard-temp'><FN>Curtis</FN></vCard>");
            curtis.join(MASTER, "Curtis");
            curtis.send("<message type='groupchat' to='" + MASTER + "'><subject>Weather</subject></message>");
            curtis.say(MASTER, "Is anybody there?");
            curtis.awaitSaid(MASTER, "Is anybody there?");

            oneAfterTheOther("invited", this::isInvited);
            oneAfterTheOther("comes", one -> enters(one, ALL, "Weather"));
            TransparentAcceptanceTest.assertMirrored(toMirror());
            conversation();
            oneAfterTheOther("does for himself", this::doesForHimself);
            amyIsThrownOut();
            oneAfterTheOther("is thrown out and comes again", this::isThrownOutAndComesAgain);
            oneAfterTheOther("goes", this::goes);
        } finally {
            tybalt.close();
            kev.close();
        }
    }

    /** Something happens to one, then to the other; to both it must look the same. */
    private void oneAfterTheOther(String what, Consumer<Participant> happens) {
        int before = tybalt.received().size();
        happens.accept(tybalt);
        List<String> direct = Plain.transcriptOfOne(since(tybalt, before), MASTER, "Tybalt", tybalt.address(), "Kev");
        before = kev.received().size();
        happens.accept(kev);
        List<String> mirrored = Plain.transcriptOfOne(since(kev, before), MASTER, "Kev", kev.address(), "Tybalt");
        assertTrue(what + " brings something", !direct.isEmpty());
        assertEquals(what, String.join("", direct), String.join("", mirrored));
    }

    /** Things happen to all, and both see them in one order. */
    private void toAll(String what, Runnable happen) {
        int tybalts = tybalt.received().size();
        int kevs = kev.received().size();
        happen.run();
        List<String> direct = Plain.transcriptOfAll(since(tybalt, tybalts), MASTER, "Tybalt");
        List<String> mirrored = Plain.transcriptOfAll(since(kev, kevs), MASTER, "Kev");
        assertTrue(what + " brings something", !direct.isEmpty());
        assertEquals(what, String.join("", direct), String.join("", mirrored));
    }

    private static List<Stanza> since(Participant one, int before) {
        List<Stanza> received = one.received();
        return received.subList(before, received.size());
    }

    private String nick(Participant one) {
        return one == kev ? "Kev" : "Tybalt";
    }

    private static String bare(Participant one) {
        return one.address().substring(0, one.address().indexOf('/'));
    }

    private static void awaits(Participant one, String what, Predicate<Stanza> stanza, Runnable cause) {
        int before = one.received().size();
        cause.run();
        one.await(what, before, stanza);
    }

    private void bothAwait(String what, Predicate<Stanza> stanza, Runnable cause) {
        int tybalts = tybalt.received().size();
        awaits(kev, what, stanza, cause);
        tybalt.await(what, tybalts, stanza);
    }

    private void isInvited(Participant one) {
        awaits(one, "the direct invitation", stanza -> stanza.text().contains("jabber:x:conference")
            && stanza.from().equals(curtis.address()), () -> curtis.send("<message to='" + bare(one)
            + "'><x xmlns='jabber:x:conference' jid='" + MASTER + "'/></message>"));
        awaits(one, "the room's invitation", stanza -> stanza.text().contains("Do come"), () -> curtis.send("<message to='"
            + MASTER + "'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='" + bare(one)
            + "'><reason>Do come</reason></invite></x></message>"));
    }

    private void enters(Participant one, int mostHistory, String subject) {
        awaits(one, "the subject, which comes last", subject(subject), () -> one.enter(MASTER, nick(one), mostHistory));
        curtis.await(nick(one), stanza -> stanza.from().equals(MASTER + '/' + nick(one)) && stanza.type().isEmpty());
    }

    private void conversation() {
        tybalt.await("Kev", 0, stanza -> stanza.from().equals(MASTER + "/Kev"));
        toAll("the conversation", () -> {
            heard("Curtis", "So there are three of us.", () -> curtis.say(MASTER, "So there are three of us."));
            heard("Kev", "Four, soon.", () -> kev.say(MASTER, "Four, soon."));
            heard("Tybalt", "Who is it?", () -> tybalt.say(MASTER, "Who is it?"));
            Client amy = login(montague(), "amy", "Gajim");
            bothAwait("Amy", stanza -> stanza.from().equals(MASTER + "/Amy"), () -> amy.join(MASTER, "Amy"));
            heard("Amy", "Me.", () -> amy.say(MASTER, "Me."));
            isSeen("Curtis", "dnd", () -> curtis.send("<presence to='" + MASTER + "/Curtis'><show>dnd</show></presence>"));
            isSeen("Kev", "away", () -> kev.status(MASTER, "Kev", "away"));
            isSeen("Tybalt", "away", () -> tybalt.status(MASTER, "Tybalt", "away"));
            isSeen("Amy", "chat", () -> amy.send("<presence to='" + MASTER + "/Amy'><show>chat</show></presence>"));
            bothAwait("the subject", subject("Rain"),
                () -> curtis.send("<message type='groupchat' to='" + MASTER + "'><subject>Rain</subject></message>"));
        });
    }

    private void heard(String nick, String words, Runnable cause) {
        bothAwait(words, stanza -> stanza.from().equals(MASTER + '/' + nick) && stanza.body().equals(words), cause);
    }

    private void isSeen(String nick, String show, Runnable cause) {
        bothAwait(nick + " to be " + show, stanza -> stanza.name().equals("presence") && stanza.from().equals(MASTER + '/' + nick)
            && stanza.child("jabber:client", "show").filter(said -> said.getTextContent().equals(show)).isPresent(), cause);
    }

    private void doesForHimself(Participant one) {
        // What is not his to say; in private, both ways and to nobody.
        awaits(one, "that it is not", fails(MASTER), () -> one.subject(MASTER, "Not mine to say"));
        one.whisper(MASTER + "/Curtis", "hm?");
        curtis.await("the whisper", stanza -> stanza.body().equals("hm?") && stanza.from().equals(MASTER + '/' + nick(one)));
        awaits(one, "the answer", stanza -> stanza.body().equals("psst") && stanza.from().equals(MASTER + "/Curtis"),
            () -> curtis.send("<message type='chat' to='" + MASTER + '/' + nick(one) + "'><body>psst</body></message>"));
        awaits(one, "that nobody is there", fails(MASTER + "/Nobody"), () -> one.whisper(MASTER + "/Nobody", "hello?"));

        // Somebody whom he invites.
        Client ben = login(montague(), "ben", "Psi");
        one.invite(MASTER, "ben@montague.lit", "Wet here");
        assertEquals(MASTER, ben.await("the invitation", stanza -> stanza.text().contains("Wet here")).from());
        ben.close();

        // Questions.
        for (Question question : List.of(Question.INFO, Question.ITEMS, Question.CONFIGURATION, Question.ARCHIVE)) {
            awaits(one, "an answer to " + question, answers(MASTER), () -> one.ask(question, MASTER));
        }
        assertTrue("what is in the archive came", ARCHIVE.stream().allMatch(line -> one.received().stream()
            .anyMatch(stanza -> stanza.text().contains(line))));
        awaits(one, "a card", answers(MASTER + "/Curtis"), () -> {
            one.ask(Question.CARD, MASTER + "/Curtis");
            answerForCurtis();
        });
        awaits(one, "its own pong", answers(MASTER + '/' + nick(one)), () -> one.ask(Question.PING, MASTER + '/' + nick(one)));
    }

    /** Rooms of 4.2.0 ask the client for its card, and not the account. */
    private void answerForCurtis() {
        if (capulet().kind().name().contains("4.2.0")) {
            Stanza asked = curtis.await("the question", stanza -> stanza.text().contains("vcard-temp")
                && stanza.type().equals("get"));
            curtis.send("<iq type='result' id='" + asked.id() + "' to='" + asked.from()
                + "'><vCard xmlns='vcard-temp'><FN>Curtis</FN></vCard></iq>");
        }
    }

    private void amyIsThrownOut() {
        toAll("the kick of Amy", () -> bothAwait("the kick of Amy", gone("Amy"), () -> curtis.ask("set", MASTER, kick("Amy"))));
    }

    private void isThrownOutAndComesAgain(Participant one) {
        awaits(one, "the kick", gone(nick(one)), () -> curtis.ask("set", MASTER, kick(nick(one))));
        awaits(one, "that he is out", fails(MASTER), () -> one.say(MASTER, "Am I out?"));
        enters(one, 1, "Rain");
    }

    private void goes(Participant one) {
        awaits(one, "his leave", gone(nick(one)), () -> one.leave(MASTER, nick(one)));
    }

    private static Predicate<Stanza> subject(String text) {
        return stanza -> stanza.name().equals("message") && stanza.child("jabber:client", "subject")
            .filter(subject -> subject.getTextContent().equals(text)).isPresent();
    }

    private static Predicate<Stanza> fails(String from) {
        return stanza -> stanza.type().equals("error") && stanza.from().equals(from);
    }

    private static Predicate<Stanza> answers(String from) {
        return stanza -> stanza.name().equals("iq") && stanza.from().equals(from)
            && (stanza.type().equals("result") || stanza.type().equals("error"));
    }

    private static Predicate<Stanza> gone(String nick) {
        return stanza -> stanza.name().equals("presence") && stanza.type().equals("unavailable")
            && stanza.from().equals(MASTER + '/' + nick);
    }

    private static String kick(String nick) {
        return "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='" + nick + "' role='none'/></query>";
    }
}
