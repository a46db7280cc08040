package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Questions to other servers and their answers. */
public class PeerQueriesTest {

    private static final JID PEER = new JID("talk.example.com");
    private final ManualWorkers workers = new ManualWorkers();
    private final List<Packet> sent = new ArrayList<>();
    private final PeerQueries queries = new PeerQueries(new JID("mirror.remote.example.com"), sent::add, workers);

    @Test
    public void anAnswerOfWhoeverWasAskedIsTheAnswer() throws Exception {
        CompletableFuture<IQ> answer = ask();
        IQ question = (IQ) sent.get(0);
        assertEquals("mirror.remote.example.com", question.getFrom().toString());
        assertEquals(PeerQueries.INFO, question.getChildElement().getNamespaceURI());
        IQ result = IQ.createResultIQ(question);
        queries.answered(result);
        assertSame(result, answer.get());
        workers.pass(Duration.ofHours(1));
        assertSame("the time limit is off", result, answer.get());
    }

    @Test
    public void anAnswerOfSomebodyElseIsIgnored() {
        CompletableFuture<IQ> answer = ask();
        IQ forged = IQ.createResultIQ((IQ) sent.get(0));
        forged.setFrom(new JID("evil.example"));
        queries.answered(forged);
        IQ other = IQ.createResultIQ((IQ) sent.get(0));
        other.setID("other");
        queries.answered(other);
        IQ nameless = IQ.createResultIQ((IQ) sent.get(0));
        nameless.getElement().addAttribute("id", null);
        queries.answered(nameless);
        assertFalse(answer.isDone());
    }

    @Test
    public void whoDoesNotAnswerInTimeIsNotWaitedFor() {
        CompletableFuture<IQ> answer = ask();
        workers.pass(Duration.ofSeconds(9));
        assertFalse(answer.isDone());
        workers.pass(Duration.ofSeconds(1));
        assertTrue(assertThrows(ExecutionException.class, answer::get).getCause() instanceof TimeoutException);
        queries.answered(IQ.createResultIQ((IQ) sent.get(0)));
    }

    private CompletableFuture<IQ> ask() {
        return queries.ask(PEER, PeerQueries.INFO, Duration.ofSeconds(10));
    }
}
