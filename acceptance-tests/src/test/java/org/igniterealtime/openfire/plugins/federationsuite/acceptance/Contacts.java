package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.List;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/** Makes users each other's contacts, and tells the server what a contact's client can do. */
final class Contacts {

    private static final Pattern ITEM = Pattern.compile("<item [^>]*>");
    private static final String DISCO = "http://jabber.org/protocol/disco#info";

    private Contacts() {
    }

    /**
     * Subscribes two users to each other, as their clients would, and waits until each sees the other. 4.2.0 now and then
     * forgets half of what it wrote into a roster when it goes as fast as here, so this goes on until both rosters agree.
     */
    static void befriend(Client one, Client other) {
        Waiting.until(one.address() + " and " + other.address() + " to be friends", Waiting.PATIENCE, () -> {
            if (hasFriend(one, other) && hasFriend(other, one)) {
                return true;
            }
            subscribe(one, other);
            subscribe(other, one);
            return false;
        });
        one.send("<presence/>");
        other.send("<presence/>");
        awaitAvailable(one, other);
        awaitAvailable(other, one);
    }

    private static void subscribe(Client asking, Client asked) {
        asking.send("<presence type='subscribe' to='" + asked.bareAddress() + "'/>").settle();
        asked.send("<presence type='subscribed' to='" + asking.bareAddress() + "'/>").settle();
    }

    private static boolean hasFriend(Client owner, Client contact) {
        String roster = owner.ask("get", "", "<query xmlns='jabber:iq:roster'/>").text();
        return ITEM.matcher(roster).results().map(MatchResult::group).anyMatch(item ->
            item.contains('"' + contact.bareAddress() + '"') && item.contains("subscription=\"both\""));
    }

    /** Waits until presence has been seen, awaited already or not: the order of the two directions is open. */
    private static void awaitAvailable(Client watcher, Client watched) {
        Waiting.until(
            watched.address() + " to be seen by " + watcher.address(),
            Waiting.PATIENCE,
            () -> watcher.received().stream().anyMatch(stanza -> isPresence(stanza, "")
                && stanza.from().equals(watched.address())), () -> watcher.received().toString());
    }

    private static boolean isPresence(Stanza stanza, String type) {
        return stanza.name().equals("presence") && stanza.type().equals(type);
    }

    /**
     * Sends presence that says what the client wants to be notified of (XEP-0115, XEP-0163), and answers the server's
     * question about it.
     *
     * @param nodes the nodes, in alphabetical order
     */
    static void wantNotices(Client client, String... nodes) {
        sayWhatIsWanted(client, nodes);
        answerWhatItCan(client, client.bareAddress().replaceAll(".*@", ""), nodes);
        client.settle();
    }

    /**
     * Sends presence that says what the client wants to be notified of, and leaves all questions about it open.
     *
     * @param nodes the nodes, in alphabetical order
     */
    static void sayWhatIsWanted(Client client, String... nodes) {
        StringBuilder verified = new StringBuilder("client/pc//Test<");
        for (String node : nodes) {
            verified.append(node).append("+notify<");
        }
        client.send("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='http://test.lit'"
            + " ver='" + sha1(verified.toString()) + "'/></presence>");
    }

    /**
     * Answers the question of a server what the client can; each server that sees its presence asks.
     *
     * @param server the server's domain
     * @param nodes  as in {@link #wantNotices}
     */
    static void answerWhatItCan(Client client, String server, String... nodes) {
        answer(client, client.await("the server's question",
            stanza -> isQuestion(stanza) && stanza.from().equals(server)), nodes);
    }

    /**
     * Answers everybody who has asked what the client can, and has not been answered.
     *
     * @param answered the ids of the questions that have been answered, with their senders; more are put in
     * @param nodes    as in {@link #wantNotices}
     */
    static void answerAll(Client client, Set<String> answered, String... nodes) {
        client.received().stream().filter(stanza -> isQuestion(stanza) && answered.add(stanza.from() + ' ' + stanza.id()))
            .forEach(question -> answer(client, question, nodes));
    }

    private static boolean isQuestion(Stanza stanza) {
        return stanza.name().equals("iq") && stanza.type().equals("get") && stanza.child(DISCO, "query").isPresent();
    }

    private static void answer(Client client, Stanza question, String... nodes) {
        StringBuilder features = new StringBuilder("<identity category='client' type='pc' name='Test'/>");
        for (String node : nodes) {
            features.append("<feature var='").append(node).append("+notify'/>");
        }
        String node = question.child(DISCO, "query").orElseThrow().getAttribute("node");
        client.send("<iq type='result' id='" + question.id() + "' to='" + question.from() + "'><query xmlns='" + DISCO
            + "' node='" + node + "'>" + features + "</query></iq>");
    }

    private static String sha1(String text) {
        try {
            return Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The presence of one resource among stanzas. */
    static List<Stanza> presenceOf(Client client, List<Stanza> stanzas) {
        return stanzas.stream().filter(stanza -> stanza.name().equals("presence") && stanza.from().equals(client.address()))
            .toList();
    }
}
