package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Presence and words between a user of ours and one of Prosody or ejabberd, in the ordinary way: who sees whom, and that it is
 * the same with the suite as without it.
 */
public class StockPresenceAcceptanceTest extends StockScene {

    private static final String PLUGIN = "federationsuite";
    private static final String BUSY = "<show>dnd</show><status>In the garden</status><priority>3</priority>";
    private static final String AWAY = "<show>away</show><status>On the balcony</status><priority>7</priority>";

    private Client juliet;
    private Client romeo;

    /** Runs with one make of server there, and one kind of ours here. */
    public StockPresenceAcceptanceTest(String make, String kindName) {
        super(make);
    }

    private void meet() {
        juliet = here();
        romeo = there();
    }

    @Test
    public void eachAsksTheOtherAndSeesHowHeIs() {
        meet();
        follows(juliet, romeo);
        assertEquals(List.of("to", "from"), List.of(roster(juliet, romeo), roster(romeo, juliet)));
        romeo.send("<presence>" + BUSY + "</presence>");
        assertEquals(List.of("dnd", "In the garden", "3"), show(juliet, romeo, "In the garden"));
        juliet.send("<presence><status>Unseen</status></presence>");
        assertEquals("who has not asked sees nothing", 0, count(whatCame(romeo, juliet), "Unseen"));

        follows(romeo, juliet);
        assertEquals(List.of("both", "both"), List.of(roster(juliet, romeo), roster(romeo, juliet)));
        juliet.send("<presence>" + AWAY + "</presence>");
        assertEquals(List.of("away", "On the balcony", "7"), show(romeo, juliet, "On the balcony"));

        for (Client leaving : List.of(romeo, juliet)) {
            Client staying = leaving == juliet ? romeo : juliet;
            leaving.send("<presence type='unavailable'><status>Good night</status></presence>");
            Stanza leave = seen(staying, "the leave", presence("unavailable", leaving.address()));
            assertTrue(leave.text(), leave.text().contains("<status>Good night</status>"));
            leaving.available();
        }
    }

    private static List<String> show(Client watcher, Client watched, String status) {
        Stanza presence = seen(watcher, status, presence("", watched.address()).and(one -> one.text().contains(status)));
        return Stream.of("show", "status", "priority").map(child ->
            presence.child("jabber:client", child).orElseThrow().getTextContent()).toList();
    }

    @Test
    public void whoeverRefusesIsNotSeen() {
        meet();
        send(juliet, "subscribe", romeo);
        seen(romeo, "a request", presence("subscribe", juliet.bareAddress()));
        send(romeo, "unsubscribed", juliet);
        seen(juliet, "the refusal", presence("unsubscribed", romeo.bareAddress()));
        stands(juliet, romeo, "none", "absent");
        romeo.send("<presence>" + BUSY + "</presence>");

        send(romeo, "subscribe", juliet);
        seen(juliet, "a request", presence("subscribe", romeo.bareAddress()));
        send(juliet, "unsubscribed", romeo);
        seen(romeo, "the refusal", presence("unsubscribed", juliet.bareAddress()));
        stands(romeo, juliet, "none", "absent");
        juliet.send("<presence>" + AWAY + "</presence>");

        assertEquals(0, count(whatCame(juliet, romeo), "In the garden"));
        assertEquals(0, count(whatCame(romeo, juliet), "On the balcony"));
    }

    @Test
    public void whoeverComesIsToldHowTheOtherIsBecauseHisServerAsks() {
        meet();
        befriend(juliet, romeo);
        romeo.send("<presence>" + BUSY + "</presence>");
        juliet.send("<presence>" + AWAY + "</presence>");
        show(juliet, romeo, "In the garden");
        show(romeo, juliet, "On the balcony");

        juliet.close();
        seen(romeo, "her leave", presence("unavailable", juliet.address()));
        Client later = again(juliet);
        assertEquals(List.of("dnd", "In the garden", "3"), show(later, romeo, "In the garden"));
        assertEquals("our server has asked", List.of(romeo.bareAddress()), probes(link().stanzas(), juliet));

        later.send("<presence>" + AWAY + "</presence>");
        show(romeo, later, "On the balcony");
        romeo.send("<presence type='unavailable'/>");
        seen(later, "his leave", presence("unavailable", romeo.address()));
        int before = romeo.received().size();
        romeo.send("<presence/>");
        Waiting.until("her presence", Waiting.PATIENCE, () -> romeo.received().stream().skip(before).anyMatch(
            presence("", later.address()).and(stanza -> stanza.text().contains("On the balcony"))),
            () -> romeo.received().stream().skip(before).toList().toString());
        assertTrue("theirs has asked", probes(link().reversed().stanzas(), romeo).contains(juliet.bareAddress()));
    }

    private static List<String> probes(List<Stanza> stanzas, Client of) {
        return stanzas.stream().filter(stanza -> stanza.type().equals("probe") && stanza.from().startsWith(of.bareAddress()))
            .map(Stanza::to).distinct().toList();
    }

    @Test
    public void aStrangerWhoAsksLearnsNothing() {
        meet();
        romeo.send("<presence>" + BUSY + "</presence>").settle();
        juliet.send("<presence type='probe' to='" + romeo.bareAddress() + "'/>");
        Waiting.until("the question to cross", Waiting.PATIENCE, () -> probes(link().stanzas(), juliet)
            .equals(List.of(romeo.bareAddress())));
        whatCame(romeo, juliet);
        whatCame(juliet, romeo);
        assertEquals("neither make says anything", List.of(), link().reversed().stanzas().stream()
            .filter(stanza -> stanza.name().equals("presence") && stanza.to().startsWith(juliet.bareAddress()))
            .map(Stanza::type).toList());
    }

    @Test
    public void wordsGoBothWaysWithAllThatIsInThem() {
        meet();
        befriend(juliet, romeo);
        for (List<Client> way : List.of(List.of(juliet, romeo), List.of(romeo, juliet))) {
            Client speaker = way.get(0);
            Client listener = way.get(1);
            for (String to : List.of(listener.bareAddress(), listener.address())) {
                String id = to.contains("/") ? "full" : "bare";
                String message = "<message type='chat' xml:lang='en' id='" + id + "' from='" + speaker.address() + "' to='" + to
                    + "'><body>My bounty is as boundless as the sea &amp; more</body><subject>Love</subject><thread>t1</thread>"
                    + "<active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/>"
                    + "<odd xmlns='urn:example:odd' a='&lt;'>x<y xmlns='urn:example:other'/></odd></message>";
                speaker.send(message);
                Stanza heard = seen(listener, "a message", stanza -> stanza.id().equals(id));
                assertEquals(lines(new Stanza("message", message)), lines(heard));
            }
        }
        juliet.send("<message type='chat' id='lost' to='nobody@" + stock().domain() + "'><body>O</body></message>");
        Stanza error = seen(juliet, "an error", stanza -> stanza.id().equals("lost"));
        assertEquals("nobody@" + stock().domain(), error.from());
        assertEquals("cancel service-unavailable", brief(error));
    }

    /** Without an order: ejabberd writes its own children last. */
    private static List<String> lines(Stanza stanza) {
        return Canonical.text(stanza.element()).lines().sorted().toList();
    }

    @Test
    public void whoeverEndsItSeesAndIsSeenNoLonger() {
        meet();
        befriend(juliet, romeo);
        send(romeo, "unsubscribe", juliet);
        seen(juliet, "that he does not look any more", presence("unsubscribe", romeo.bareAddress()));
        stands(juliet, romeo, "to");
        stands(romeo, juliet, "from");
        juliet.send("<presence>" + AWAY + "</presence>");
        assertEquals(0, count(whatCame(romeo, juliet), "On the balcony"));
        send(romeo, "unsubscribed", juliet);
        seen(juliet, "that he is not seen any more", presence("unsubscribed", romeo.bareAddress()));
        stands(juliet, romeo, "none", "absent");
        stands(romeo, juliet, "none", "absent");
        romeo.send("<presence>" + BUSY + "</presence>");
        assertEquals(0, count(whatCame(juliet, romeo), "In the garden"));

        // And she, by her roster, with another one.
        Client paris = there();
        befriend(juliet, paris);
        juliet.ask("set", "", "<query xmlns='jabber:iq:roster'><item jid='" + paris.bareAddress()
            + "' subscription='remove'/></query>");
        seen(paris, "that she does not look any more", presence("unsubscribe", juliet.bareAddress()));
        seen(paris, "that she is not seen any more", presence("unsubscribed", juliet.bareAddress()));
        seen(paris, "her leave", presence("unavailable", juliet.address()));
        stands(paris, juliet, "none", "absent");
        stands(juliet, paris, "absent");
    }

    @Test
    public void theSuiteChangesNothingOfIt() {
        List<String> with = transcript();
        capulet().control().deletePlugin(PLUGIN);
        Waiting.until("the suite to be gone", Waiting.PATIENCE,
            () -> capulet().control().plugins().stream().noneMatch(plugin -> plugin.name().equals(PLUGIN)));
        List<String> without = transcript();
        capulet().control().installPlugin(FederationTest.SUITE);
        Waiting.until("the suite to be back", Waiting.PATIENCE, () -> Stream.of(SuitePart.values())
            .allMatch(part -> part.runs(capulet())));

        assertEquals(String.join("\n", without), String.join("\n", with));
        for (String seen : List.of("type='subscribe'", "type='subscribed'", "type='probe'", "In the garden", "On the balcony",
            "type='unavailable'", "type='unsubscribed'", "A rose", "service-unavailable")) {
            assertTrue(seen + " is in it", with.stream().anyMatch(line -> line.contains(seen)));
        }
    }

    /** What each sees and what crosses, step by step; what has no order within a step is sorted. */
    private List<String> transcript() {
        meet();
        List<String> all = new ArrayList<>();
        step(all, "asking", () -> befriend(juliet, romeo));
        step(all, "being there", () -> {
            romeo.send("<presence>" + BUSY + "</presence>");
            juliet.send("<presence>" + AWAY + "</presence>");
            show(juliet, romeo, "In the garden");
            show(romeo, juliet, "On the balcony");
        });
        step(all, "talking", () -> {
            for (Client speaker : List.of(juliet, romeo)) {
                Client listener = speaker == juliet ? romeo : juliet;
                speaker.send("<message type='chat' id='m1' to='" + listener.bareAddress() + "'><body>A rose</body>"
                    + "<thread>t</thread><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
                seen(listener, "a message", stanza -> stanza.id().equals("m1"));
            }
            juliet.send("<message type='chat' id='lost' to='nobody@" + stock().domain() + "'><body>O</body></message>");
            seen(juliet, "an error", stanza -> stanza.id().equals("lost"));
        });
        step(all, "going and coming", () -> {
            romeo.send("<presence type='unavailable'/>");
            seen(juliet, "his leave", presence("unavailable", romeo.address()));
            long before = count(romeo.received(), "On the balcony");
            romeo.send("<presence/>");
            Waiting.until("her presence", Waiting.PATIENCE, () -> count(romeo.received(), "On the balcony") > before);
            juliet.send("<presence type='unavailable'/>");
            seen(romeo, "her leave", presence("unavailable", juliet.address()));
            juliet.send("<presence/>");
        });
        step(all, "ending", () -> {
            send(romeo, "unsubscribe", juliet);
            seen(juliet, "the end", presence("unsubscribe", romeo.bareAddress()));
            stands(juliet, romeo, "to");
            send(romeo, "unsubscribed", juliet);
            seen(juliet, "the end", presence("unsubscribed", romeo.bareAddress()));
            stands(juliet, romeo, "none", "absent");
        });
        return all;
    }

    private void step(List<String> all, String name, Runnable what) {
        List<List<Stanza>> before = logs();
        what.run();
        whatCame(romeo, juliet);
        whatCame(juliet, romeo);
        List<List<Stanza>> after = logs();
        List<String> titles = List.of("ours sees", "theirs sees", "there", "back");
        for (int i = 0; i < titles.size(); i++) {
            all.add(name + ", " + titles.get(i) + ":");
            after.get(i).stream().skip(before.get(i).size()).filter(this::isOfThem).map(this::text).sorted().forEach(all::add);
        }
    }

    private List<List<Stanza>> logs() {
        return List.of(juliet.received(), romeo.received(), link().stanzas(), link().reversed().stanzas());
    }

    /** Presence and words of these two, and what their servers write into their rosters. */
    private boolean isOfThem(Stanza stanza) {
        boolean named = Stream.of(stanza.from(), stanza.to()).anyMatch(address ->
            address.startsWith(juliet.bareAddress()) || address.startsWith(romeo.bareAddress()));
        boolean pushed = stanza.name().equals("iq") && stanza.type().equals("set") && stanza.text().contains("jabber:iq:roster");
        return !stanza.id().startsWith("barrier-") && (pushed || named && !stanza.name().equals("iq"));
    }

    private String text(Stanza stanza) {
        return Stream.of(Canonical.text(stanza.element()).split("\n")).map(line -> line
            .replace(juliet.bareAddress(), "JULIET").replace(romeo.bareAddress(), "ROMEO")
            .replaceAll("stamp='[^']*'", "stamp='T'").replaceAll(" id='(?!m1|lost)[^']*'", "")
            .replaceAll(" ver='[^']*'", "")).collect(Collectors.joining("\n"));
    }
}
