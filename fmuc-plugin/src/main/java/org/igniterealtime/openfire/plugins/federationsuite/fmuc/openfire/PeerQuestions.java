package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.EntityTime;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.ClockOffset;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.dom4j.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * What is found out about one peer by asking it, in the name of our mirror: whether stanzas go both ways, whether it runs the
 * suite, offers its rooms and admits us, and what time it has. Thread-safe; nothing waits.
 */
final class PeerQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(PeerQuestions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Services of a peer that are asked whether they have rooms; a peer could list any number. */
    private static final int MOST_SERVICES = 20;
    /** What a server with a server roster says of itself (XEP-0267, section 3). */
    private static final String SERVER_ROSTER = "urn:xmpp:server-presence";

    private final PeerQueries queries;
    private final OpenfireServer server;
    private final String mirrorDomain;
    private final InstantSource clock;

    /** Takes what is found. */
    interface Report {
        /** A finding. */
        void found(Check check, Outcome outcome, String detail);
    }

    PeerQuestions(PeerQueries queries, OpenfireServer server, String mirrorDomain, InstantSource clock) {
        this.queries = Objects.requireNonNull(queries);
        this.server = Objects.requireNonNull(server);
        this.mirrorDomain = Objects.requireNonNull(mirrorDomain);
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * Asks.
     *
     * @param peer   the peer
     * @param mirror its mirror
     * @param all    whether also for what can only be found out by a question of its own, which costs bytes on a thin link
     * @param report takes what is found, one by one
     * @return completes when everything has been answered, or waited for long enough
     */
    CompletableFuture<?> ask(JID peer, JID mirror, boolean all, Report report) {
        CompletableFuture<Optional<IQ>> ofPeer = queries.ask(peer, PeerQueries.INFO, PATIENCE).handle(PeerQuestions::answer);
        CompletableFuture<Optional<IQ>> ofMirror = queries.ask(mirror, PeerQueries.INFO, PATIENCE).handle(PeerQuestions::answer);
        List<CompletableFuture<?>> asked = new ArrayList<>();
        asked.add(ofPeer.thenAccept(answer -> connected(peer.getDomain(), answer, report)));
        asked.add(ofMirror.thenAccept(answer -> report.found(Check.ADMITS_US, admits(answer), mirrorDomain)));
        asked.add(ofPeer.thenCombine(ofMirror, PeerQuestions::runsSuite)
            .thenAccept(outcome -> report.found(Check.RUNS_SUITE, outcome, "")));
        asked.add(offersRooms(peer, mirror, report));
        if (all) {
            asked.add(compareClocks(peer, report));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    }

    private static Optional<IQ> answer(IQ answer, Throwable failure) {
        return Optional.ofNullable(answer);
    }

    private void connected(String peer, Optional<IQ> answer, Report report) {
        boolean both = answer.isPresent() && !isLinkError(answer.get());
        report.found(Check.S2S_UP, both ? Outcome.OK : Outcome.FAILED, both ? ""
            : answer.map(error -> error.getError().getCondition().toXMPP())
                .orElse("no answer within " + PATIENCE.toSeconds() + " s"));
        // An answer has come on a connection that the peer made. Without one it depends on who could connect at all.
        Outcome back = both || server.isConnectedFrom(peer) ? Outcome.OK
            : server.isConnected(peer) ? Outcome.FAILED : Outcome.UNKNOWN;
        report.found(Check.S2S_BACK, back, mirrorDomain);
    }

    private static Outcome admits(Optional<IQ> mirror) {
        if (mirror.isEmpty() || !features(mirror.get()).contains(Fmuc.NAMESPACE)) {
            return Outcome.UNKNOWN;
        }
        return features(mirror.get()).contains(Queries.ADMITTED_FEATURE) ? Outcome.OK : Outcome.FAILED;
    }

    private static Outcome runsSuite(Optional<IQ> peer, Optional<IQ> mirror) {
        if (peer.filter(answer -> features(answer).contains(SERVER_ROSTER)).isPresent()
            || mirror.filter(answer -> features(answer).contains(Fmuc.NAMESPACE)).isPresent()) {
            return Outcome.OK;
        }
        return peer.filter(answer -> answer.getType() == IQ.Type.result).isPresent() ? Outcome.FAILED : Outcome.UNKNOWN;
    }

    /** Looks among the peer's services for one that has rooms and speaks FMUC; its mirror is not one of them. */
    private CompletableFuture<?> offersRooms(JID peer, JID mirror, Report report) {
        return queries.ask(peer, PeerQueries.ITEMS, PATIENCE).handle(PeerQuestions::answer).thenCompose(answer -> {
            if (answer.filter(found -> found.getType() == IQ.Type.result).isEmpty()) {
                report.found(Check.ANSWERS_FMUC, Outcome.UNKNOWN, peer.getDomain());
                return CompletableFuture.completedFuture(null);
            }
            Map<JID, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
            items(answer.get()).stream().filter(item -> !item.equals(mirror)).limit(MOST_SERVICES)
                .forEach(item -> asked.put(item, queries.ask(item, PeerQueries.INFO, PATIENCE)
                    .handle((info, failure) -> info != null && features(info).contains(Fmuc.NAMESPACE))));
            return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new)).thenRun(() -> {
                Optional<String> offering = asked.entrySet().stream().filter(one -> one.getValue().join())
                    .map(one -> one.getKey().toString()).findFirst();
                report.found(Check.ANSWERS_FMUC, offering.isPresent() ? Outcome.OK : Outcome.FAILED,
                    offering.orElse(peer.getDomain()));
            });
        });
    }

    private CompletableFuture<?> compareClocks(JID peer, Report report) {
        Instant asked = clock.instant();
        return queries.ask(peer, EntityTime.ELEMENT, EntityTime.NAMESPACE, PATIENCE).handle(PeerQuestions::answer)
            .thenAccept(answer -> {
                Optional<ClockOffset> offset = answer.flatMap(EntityTime::read)
                    .map(theirs -> ClockOffset.of(asked, theirs, clock.instant()));
                report.found(Check.CLOCKS_AGREE,
                    offset.map(found -> found.tolerable() ? Outcome.OK : Outcome.FAILED).orElse(Outcome.UNKNOWN),
                    offset.map(found -> String.valueOf(found.ahead().abs().toSeconds())).orElse(""));
            });
    }

    private static boolean isLinkError(IQ answer) {
        PacketError error = answer.getError();
        return error != null && (error.getCondition() == PacketError.Condition.remote_server_not_found
            || error.getCondition() == PacketError.Condition.remote_server_timeout);
    }

    private static List<String> features(IQ answer) {
        Element query = answer.getType() == IQ.Type.result ? answer.getChildElement() : null;
        return query == null ? List.of()
            : query.elements("feature").stream().map(feature -> feature.attributeValue("var", "")).toList();
    }

    private static List<JID> items(IQ answer) {
        List<JID> items = new ArrayList<>();
        Element query = answer.getChildElement();
        for (Element item : query == null ? List.<Element>of() : query.elements("item")) {
            try {
                items.add(new JID(item.attributeValue("jid", "")));
            } catch (IllegalArgumentException e) {
                LOG.debug("A service of a peer has no valid address: {}", item.attributeValue("jid"));
            }
        }
        return items;
    }
}
