package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept.State;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;

/**
 * What becomes of what local users say to all. Each message reaches local users once and the master once, in the order of
 * its sender, whether the link is there or not: what the master is not known to have is kept, and what it tells is compared
 * with what was shown.
 */
final class TalkRules {

    private static final int NUMBERS_EACH_MILLISECOND = 1_000_000;

    private TalkRules() {
    }

    // ---- what users say

    static void say(Turn turn, LocalOccupant speaker, UserStanza.Say said) {
        Link link = turn.link();
        if (link.isLost() || link.away().contains(speaker.nick()) || link.holdsFor(said.user())) {
            hold(turn, speaker, said);
        } else if (ThinRules.keepsBack(turn, said.payload())) {
            turn.say(message(turn, speaker, said, State.HELD).heard());
        } else if (!turn.policy().fireAndForget() || said.changesSubject()) {
            // A subject is the room's to change: shown before the room agreed it might never have been changed.
            if (said.payload().has("body") && !isFull(turn, said)) {
                turn.keep(message(turn, speaker, said, State.UNDER_WAY));
                ProbeRules.expectSign(turn);
            }
            turn.send(toMaster(turn, speaker, said.id(), said.payload()));
        } else {
            fireAndForget(turn, speaker, said);
        }
    }

    private static void fireAndForget(Turn turn, LocalOccupant speaker, UserStanza.Say said) {
        if (isFull(turn, said)) {
            refuse(turn, said, Condition.resource_constraint, "The room has not confirmed what was said before. Please wait.");
            return;
        }
        Kept message = message(turn, speaker, said, State.TOLD);
        showEarlier(turn, message);
        if (said.payload().has("body")) {
            turn.keep(message);
            ProbeRules.expectSign(turn);
        }
        turn.send(Stanzas.nomirror(toMaster(turn, speaker, said.id(), said.payload())));
        show(turn, message.heard());
    }

    /** What is said while the link is lost, or behind something that was. */
    private static void hold(Turn turn, LocalOccupant speaker, UserStanza.Say said) {
        if (!turn.policy().link().localTalk()) {
            refuse(turn, said, Condition.remote_server_timeout, UserRules.NO_LINK);
        } else if (said.payload().isChatState()) {
            turn.say(message(turn, speaker, said, State.HELD).heard());
        } else if (!said.payload().has("body")) {
            // Not kept, so not shown either: a new subject, for one, is the room's to accept.
            refuse(turn, said, Condition.remote_server_timeout, UserRules.NO_LINK);
        } else if (isFull(turn, said)) {
            refuse(turn, said, Condition.resource_constraint, UserRules.NO_LINK + " No more can be kept until it is back.");
        } else {
            Kept message = message(turn, speaker, said, State.HELD);
            if (mayBeBehind(turn) && isKnownAgain(turn.link(), message)) {
                turn.keep(message);
                return;
            }
            showEarlier(turn, message);
            turn.keep(message);
            show(turn, message.heard());
        }
    }

    /**
     * Tells whether the master is about to tell what our own users may have said and nobody here has heard: on another side of
     * the cluster, or in an earlier life of the room. What they say now comes behind that, and is heard when the room says it.
     */
    private static boolean mayBeBehind(Turn turn) {
        Link link = turn.link();
        boolean told = link.phase() == Link.Phase.REJOINING || link.phase() == Link.Phase.RESUMING || link.isAskedFirst();
        return told && (turn.policy().shared() || link.opener().isEmpty());
    }

    /** Tells whether a message cannot be mistaken, when the room says it, for another that was shown or is kept. */
    private static boolean isKnownAgain(Link link, Kept message) {
        return message.id().isPresent() && !link.hasSeen(message.heard()) && link.kept().stream()
            .noneMatch(other -> other.is(Optional.of(message.nick()), message.id(), message.payload()));
    }

    /** The master tells nothing for now: what was to come behind that is shown, because what is said from now on is. */
    static void showHeld(Turn turn) {
        showUnseen(turn, message -> message.state().isToBeSent() && isHere(turn, message));
    }

    /** What somebody said in an earlier life of the room, which nobody who is here has seen, comes before what he says now. */
    private static void showEarlier(Turn turn, Kept message) {
        showUnseen(turn, earlier -> earlier.user().equals(message.user()));
    }

    /** What was written down of those who are in, and nobody here has seen: its sender waits to see it. */
    static void showRecalled(Turn turn, List<Kept> written) {
        showUnseen(turn, message -> isHere(turn, message)
            && written.stream().anyMatch(one -> one.number() == message.number()));
    }

    private static void showUnseen(Turn turn, Predicate<Kept> which) {
        turn.link().kept().stream().filter(message -> message.state().shown() && !turn.link().hasSeen(message.heard()))
            .filter(which).toList().forEach(message -> show(turn, message.heard()));
    }

    /** Tells whether anything would be said again of which it is not known whether the master has it. */
    static boolean isInDoubt(Turn turn) {
        return turn.link().kept().stream().anyMatch(message -> message.state() == State.DOUBTFUL && isHere(turn, message));
    }

    private static boolean isHere(Turn turn, Kept message) {
        return turn.room().audience().stream().anyMatch(local -> local.isUser(message.user()));
    }

    private static boolean isFull(Turn turn, UserStanza.Say said) {
        LinkPolicy policy = turn.policy().link();
        return turn.link().kept().size() >= policy.most()
            || turn.link().keptChars() + said.payload().weight() > policy.mostChars();
    }

    private static Kept message(Turn turn, LocalOccupant speaker, UserStanza.Say said, State state) {
        List<Kept> kept = turn.link().kept();
        long last = Math.max(kept.isEmpty() ? 0 : kept.get(kept.size() - 1).number(), turn.link().probe().orElse(0L));
        long number = numberFrom(Math.max(last + 1, firstNumber(turn.now())), turn.policy(), speaker, said);
        return new Kept(number, speaker.nick(), speaker.bareAddress(), said.id(), said.payload(), turn.now(), state, turn.now());
    }

    /**
     * The next number from one on. Two nodes of a cluster that have lost each other may each keep a room at one moment, and what
     * they write down then must not have the same number.
     */
    private static long numberFrom(long least, MirrorPolicy policy, LocalOccupant speaker, UserStanza.Say said) {
        return policy.node().map(node -> {
            String whose = node + '\n' + speaker.bareAddress() + '\n' + said.id().orElse("");
            long own = UUID.nameUUIDFromBytes(whose.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
            return least + Math.floorMod(own - least, (long) NUMBERS_EACH_MILLISECOND);
        }).orElse(least);
    }

    /** The least number that a message has which is said now. */
    static long firstNumber(Instant now) {
        return now.toEpochMilli() * NUMBERS_EACH_MILLISECOND;
    }

    private static Message toMaster(Turn turn, LocalOccupant speaker, Optional<String> id, Payload payload) {
        return Stanzas.message(turn.address().slaveOccupant(speaker.nick()), turn.address().master(), Message.Type.groupchat,
            id, ThinRules.worthSending(turn, payload));
    }

    private static void refuse(Turn turn, UserStanza.Say said, Condition condition, String text) {
        turn.refuseMessage(said.user(), Optional.empty(), said.id(), condition, text);
    }

    private static void show(Turn turn, Heard message) {
        turn.become(turn.link().showing(message));
        turn.remember(message);
        turn.say(message);
    }

    // ---- what the master says

    /** A message of the master to all. */
    static void heard(Turn turn, MasterStanza.Said said) {
        Payload payload = said.payload();
        Heard heard = new Heard(said.nick(), payload, said.id(), payload.saidAt().orElse(turn.now()));
        Optional<Kept> ours = turn.link().find(said.nick(), said.id(), payload);
        if (ours.isPresent()) {
            // Asked before: of an earlier life of the room, nobody who is here now has seen it.
            boolean seen = turn.link().hasSeen(ours.get().heard());
            turn.forget(ours.get());
            if (seen) {
                // Its room may know it by another name.
                turn.become(turn.link().showing(heard));
                return;
            }
        } else if (payload.has("body") && payload.has(Payload.DELAY) && turn.link().hasSeen(heard)) {
            return;
        }
        if (turn.link().isDown()) {
            // It comes again behind what was missed before it. Not if it was said since and has overtaken the answer to our join:
            // a server that has just connected lets a stanza pass those that wait for that.
            if (turn.link().phase() == Link.Phase.REJOINING) {
                putAside(turn, heard);
            }
            return;
        }
        if (turn.link().phase() == Link.Phase.RESUMING && putAside(turn, heard)) {
            return;
        }
        // Known to those who join again; whoever opens the room has been told nothing, not even that there is none, and so has
        // whoever joined again before that came.
        boolean again = turn.link().phase() == Link.Phase.RESUMING && turn.link().opener().isPresent();
        if (again && payload.changesSubject() && turn.room().history().subject().map(Heard::payload).map(TalkRules::subject)
                .filter(subject(payload)::equals).isPresent()) {
            return;
        }
        if (payload.has("body")) {
            turn.become(turn.link().showing(heard));
        }
        turn.remember(heard);
        turn.say(heard);
    }

    /**
     * What is said while a master tells what was missed comes behind that, also where the room's threads let it overtake.
     *
     * @return false if it is to be shown now: it was missed, or there is no more room
     */
    private static boolean putAside(Turn turn, Heard heard) {
        Link link = turn.link();
        MirrorPolicy.Bounds bounds = turn.policy().bounds();
        boolean now = isPast(turn, heard.payload()) || !heard.payload().has("body");
        if (now || link.early().size() >= bounds.rememberedMessages()
            || link.earlyChars() + heard.weight() > bounds.rememberedChars()) {
            return false;
        }
        List<Heard> aside = new ArrayList<>(link.early());
        aside.add(heard);
        turn.become(link.early(aside));
        return true;
    }

    /** Tells whether it was said before now. What only another mirror gives a time has been kept there, and is said now. */
    private static boolean isPast(Turn turn, Payload payload) {
        Element delays = DocumentHelper.createElement("delays");
        payload.only("delay").addTo(delays);
        return delays.elements(Payload.DELAY).stream()
            .anyMatch(delay -> !delay.attributeValue("from", "").startsWith(turn.address().slave().getNode() + '@'));
    }

    /** What was missed has been told: now comes what was said meanwhile, unless it was among that. */
    static void showEarly(Turn turn) {
        List<Heard> early = turn.link().early();
        turn.become(turn.link().early(List.of()));
        // What is told twice there is the same if it has a time: what was kept elsewhere, and a room tells as it is.
        for (Heard heard : early.stream().filter(one -> !turn.link().hasSeen(one)).toList()) {
            if (!heard.payload().has(Payload.DELAY) || !turn.link().hasSeen(heard)) {
                show(turn, heard);
            }
        }
    }

    private static String subject(Payload payload) {
        return payload.only("subject").text();
    }

    /** The room does not take a message. Its sender is told that by the room. */
    static void refused(Turn turn, String nick, Optional<String> id) {
        if (id.isPresent()) {
            turn.link().kept().stream().filter(message -> message.state().mayHaveArrived() && message.nick().equals(nick)
                && message.id().equals(id)).findFirst().ifPresent(turn::forget);
        }
    }

    /** The master has answered what was asked behind messages up to a number: it has had them. */
    static void confirmed(Turn turn, long number) {
        // What was shown when it comes back and has not come back, the room has swallowed.
        turn.link().kept().stream().filter(message -> message.number() <= number && message.state().waits())
            .toList().forEach(turn::forget);
    }

    // ---- the link is lost, and back

    /** The link is lost: what is under way is shown now, because what is said from now on is. */
    static void doubt(Turn turn) {
        for (Kept message : turn.link().kept()) {
            if (message.state().waits()) {
                turn.keep(message.in(State.DOUBTFUL, turn.now()));
                if (message.state() == State.UNDER_WAY || !turn.link().hasSeen(message.heard())) {
                    // The latter is of an earlier life of the room, and comes before what he has said since.
                    show(turn, message.heard());
                }
            }
        }
    }

    /** Sends what is kept of those who are in the room, in order. */
    static void sendKept(Turn turn) {
        boolean any = false;
        for (Kept message : turn.link().kept()) {
            Optional<LocalOccupant> sender = message.state().isToBeSent() ? sender(turn, message) : Optional.empty();
            if (sender.isPresent()) {
                Kept sent = message.by(sender.get().nick()).in(State.SENT, turn.now());
                if (!sent.nick().equals(message.nick()) && turn.link().hasSeen(message.heard())) {
                    turn.become(turn.link().showing(sent.heard()));
                }
                turn.keep(sent);
                Element delay = DocumentHelper.createElement(Payload.DELAY)
                    .addAttribute("from", turn.address().slave().toString()).addAttribute("stamp", message.at().toString());
                turn.send(toMaster(turn, sender.get(), message.id(), message.payload().with(delay)));
                any = true;
            }
        }
        if (any) {
            ProbeRules.askBehind(turn);
        }
        ProbeRules.expectSign(turn);
    }

    private static Optional<LocalOccupant> sender(Turn turn, Kept message) {
        return turn.room().audience().stream().filter(local -> local.isUser(message.user())
            && !turn.link().away().contains(local.nick())).findFirst();
    }

    /** Whatever is too old, or whose sender is not let in again, goes back to him. */
    static void giveBack(Turn turn, Kept message) {
        turn.forget(message);
        if (message.state().shown()) {
            turn.send(unsent(turn.address().slave(), message, turn.policy().link().words().unsent()));
        }
    }

    /** What is under way goes back to its senders. If it has arrived all the same, they see it when everybody does. */
    static void giveUp(Turn turn) {
        turn.link().kept().stream().filter(message -> message.state() == State.UNDER_WAY).toList().forEach(message -> {
            turn.forget(message);
            turn.send(unsent(turn.address().slave(), message, turn.policy().link().words().unsent()));
        });
    }

    /** What tells a sender that a message could not be sent. */
    static Message unsent(JID slave, Kept message, String words) {
        // Not of type error: his client may have forgotten what it sent, and an error is not kept for those who are away.
        Message notice = Stanzas.message(slave, message.user(), Message.Type.normal, Optional.empty(), Payload.EMPTY);
        notice.setBody(words + "\n" + message.payload().body().orElse(""));
        notice.getElement().addElement(Payload.DELAY)
            .addAttribute("from", slave.toString()).addAttribute("stamp", message.at().toString());
        return notice;
    }

    static void expire(Turn turn) {
        Instant oldest = turn.now().minus(turn.policy().link().keepFor());
        turn.link().kept().stream().filter(message -> message.state().isToBeSent() && message.at().isBefore(oldest)).toList()
            .forEach(message -> giveBack(turn, message));
    }

    /** Whoever opens the room asks for as much of the past as tells whether it has what it may have. */
    static UserStanza.Available asking(Link link, UserStanza.Available join, LinkPolicy policy) {
        Optional<Instant> oldest = link.kept().stream().filter(message -> message.state() == State.DOUBTFUL)
            .map(Kept::at).min(Instant::compareTo);
        return oldest.map(at -> join.asking(HistoryRequest.since(at.minus(policy.margin())))).orElse(join);
    }
}
