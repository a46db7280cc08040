package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Each way in which a link can be lost, in the middle of a conversation that goes on at both ends. */
public class LinkLossAcceptanceTest extends TornLinkTest {

    /** Runs on one kind of server. */
    public LinkLossAcceptanceTest(String kindName) {
        super(kindName);
    }

    /** Talks before the link is lost, while that is not known, while it is, and when it is back. */
    private void isTorn(TornConversation talk, int losses, Runnable lose, Runnable heal) {
        talk.goesOn(2);
        lose.run();
        talk.goesOn(10);
        talk.isLost(losses);
        talk.goesOn(10);
        heal.run();
        talk.goesOn(2);
        talk.isWhole();
        talk.wasToldOf(losses);
        talk.nobodyLeft();
    }

    @Test
    @Conforms("loss-1")
    public void aCutAndAnotherLater() {
        TornConversation talk = conversation();
        for (int losses = 1; losses <= 2; losses++) {
            isTorn(talk, losses, toRooms()::cut, toRooms()::heal);
        }
    }

    @Test
    @Conforms("loss-1")
    public void aCutThatIsOverAtOnce() {
        TornConversation talk = conversation();
        talk.goesOn(5);
        toRooms().cut();
        toRooms().heal();
        talk.goesOn(5);
        talk.isWhole();
        talk.wasToldOfOneAtMost();
        talk.nobodyLeft();
    }

    @Test
    @Conforms("loss-1")
    public void anOutageThatConnectionsSurvive() {
        isTorn(conversation(), 1, toRooms()::hold, toRooms()::release);
    }

    @Test
    @Conforms("loss-1")
    public void theMirrorIsNotHeardAnyMore() {
        isTorn(conversation(), 1, toRooms()::swallow, toRooms()::heal);
    }

    @Test
    @Conforms("loss-1")
    public void theRoomIsNotHeardAnyMore() {
        isTorn(conversation(), 1, toMirror()::swallow, toMirror()::heal);
    }

    @Test
    @Conforms("loss-1")
    public void connectionsEndForTheMirrorsServerAlone() {
        isTorn(conversation(), 1, toRooms()::halfClose, toRooms()::heal);
    }

    @Test
    @Conforms("loss-1")
    public void connectionsEndForTheRoomsServerAlone() {
        isTorn(conversation(), 1, toMirror()::halfClose, toMirror()::heal);
    }

    @Test
    @Conforms("loss-1")
    public void aCutAgainAtEachStepOfTheHealing() {
        TornConversation talk = conversation();
        toRooms().cut();
        talk.goesOn(3);
        talk.isLost(1);
        // The first joins again; he is let in; what was missed is told. None of them gets through.
        healUntil(talk, toRooms(), stanza -> stanza.name().equals("presence") && stanza.text().contains("<resume"));
        healUntil(talk, toMirror(), stanza -> stanza.name().equals("presence") && stanza.to().equals(SLAVE)
            && stanza.text().contains("110"));
        healUntil(talk, toMirror(), stanza -> isSaid("c", stanza) && stanza.text().contains("urn:xmpp:delay"));
        // Nobody was told of more than the first loss.
        talk.isLost(1);
        // What was kept is sent: first it does not arrive, and then its copy does not come back.
        healUntil(talk, toRooms(), stanza -> isSaid("k", stanza) && stanza.text().contains("urn:xmpp:delay"));
        healUntil(talk, toMirror(), stanza -> isSaid("k", stanza) && stanza.from().equals(MASTER + "/Kev"));
        toRooms().heal();
        talk.isWhole();
        talk.nobodyLeft();
    }

    private static boolean isSaid(String voice, Stanza stanza) {
        return stanza.name().equals("message") && stanza.body().startsWith(voice);
    }

    /** Heals the link until a stanza is sent, with which it is cut again, and goes on talking when that is known. */
    private void healUntil(TornConversation talk, Link link, Predicate<Stanza> stanza) {
        link.cutAt(stanza);
        link.heal();
        Waiting.until("the next cut", Waiting.PATIENCE, link::isCut,
            () -> toRooms().stanzas() + "\n" + toMirror().stanzas());
        Waiting.until("the loss to be noticed", Waiting.PATIENCE, talk::isKnownToBeLost);
        talk.goesOn(1);
    }

    @Test
    @Conforms("loss-1")
    public void aCutThatOutlastsTheRoomsPatience() {
        TornConversation talk = conversation();
        toRooms().cut();
        roomWaits("2");
        talk.goesOn(5);
        talk.isLost(1);
        talk.isCurtisAlone();
        talk.goesOn(5);
        roomWaits("60");
        toRooms().heal();
        talk.isWhole();
        talk.wasToldOf(1);
    }

    private void roomWaits(String seconds) {
        for (String setting : List.of("grace", "answer-within", "ping-after")) {
            capulet().control().setProperty(FMUC + "master." + setting, seconds);
        }
    }
}
