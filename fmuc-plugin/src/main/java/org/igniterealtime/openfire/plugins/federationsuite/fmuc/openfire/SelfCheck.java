package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.AdmittedDomains;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.dom4j.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * Finds out, for each server that this one works with, what must be true for federation: that its mirror's name
 * resolves, that stanzas go both ways, that our certificate covers our mirror's name, that it offers rooms to mirrors,
 * and that it admits ours.
 * Thread-safe; a run is asynchronous, and its results replace the last ones check by check.
 */
final class SelfCheck {

    /** Checks, in the order in which a newcomer has to get them right. */
    enum Check {
        MIRROR_RESOLVES("mirror-resolves"),
        S2S_UP("s2s-up"),
        CERTIFICATE("certificate-covers-mirror"),
        ANSWERS_FMUC("answers-fmuc"),
        ADMITS_US("admits-us");

        private final String id;

        Check(String id) {
            this.id = id;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Services of a peer that are asked whether they have rooms; a peer could list any number. */
    private static final int MOST_SERVICES = 20;

    private final SuiteServices services;
    private final String mirrorDomain;
    private final String subdomain;
    private final PeerQueries peers;
    private final OwnCertificate certificate;
    private final OpenfireServer server;
    private final Supplier<Set<String>> mirroredServices;
    private final Map<String, Map<Check, CheckResult>> results = new ConcurrentHashMap<>();

    SelfCheck(SuiteServices services, String mirrorDomain, PeerQueries peers, OwnCertificate certificate,
              OpenfireServer server, Supplier<Set<String>> mirroredServices) {
        this.services = Objects.requireNonNull(services);
        this.mirrorDomain = Objects.requireNonNull(mirrorDomain);
        this.subdomain = mirrorDomain.substring(0, mirrorDomain.indexOf('.'));
        this.peers = Objects.requireNonNull(peers);
        this.certificate = Objects.requireNonNull(certificate);
        this.server = Objects.requireNonNull(server);
        this.mirroredServices = Objects.requireNonNull(mirroredServices);
    }

    /** Whom we work with: whoever is admitted here, and whoever has rooms that are mirrored here. */
    private Set<String> peers() {
        Set<String> all = new LinkedHashSet<>(services.trust().admitted());
        // A room's service is a sub-domain of the server that it belongs to.
        mirroredServices.get().forEach(service -> all.add(service.substring(service.indexOf('.') + 1)));
        return all;
    }

    /** The last results, peer by peer. */
    List<CheckResult> results() {
        List<CheckResult> all = new ArrayList<>();
        for (String peer : peers()) {
            Map<Check, CheckResult> known = results.getOrDefault(peer, Map.of());
            for (Check check : Check.values()) {
                if (known.containsKey(check)) {
                    all.add(known.get(check));
                }
            }
        }
        return List.copyOf(all);
    }

    /**
     * Begins a run.
     *
     * @param connecting whether for all peers; if not, for those that are connected, and those that an administrator named in
     *                   the setting and may have got wrong
     */
    void run(boolean connecting) {
        Set<String> all = peers();
        results.keySet().retainAll(all);
        List<String> named = services.settings().get(AdmittedDomains.DOMAINS);
        services.workers().execute(() -> all.stream()
            .filter(peer -> connecting || named.contains(peer) || server.isConnected(peer)).forEach(this::check));
    }

    private void check(String peer) {
        JID peerAddress;
        JID peerMirror;
        try {
            peerAddress = new JID(peer);
            peerMirror = new JID(subdomain + '.' + peer);
        } catch (IllegalArgumentException e) {
            LOG.warn("'{}' among the admitted domains is no domain", peer);
            return;
        }
        resolves(peer, peerMirror.getDomain());
        report(peer, Check.CERTIFICATE, certificate.covers(mirrorDomain), mirrorDomain);
        peers.ask(peerAddress, PeerQueries.INFO, PATIENCE).whenComplete((answer, failure) -> connected(peer, answer, failure));
        peers.ask(peerMirror, PeerQueries.INFO, PATIENCE).whenComplete((answer, failure) -> admitted(peer, answer));
        offersRooms(peer, peerAddress, peerMirror);
    }

    private void resolves(String peer, String host) {
        boolean found = server.hostsOf(host).stream().anyMatch(target -> {
            try {
                return InetAddress.getByName(target) != null;
            } catch (UnknownHostException e) {
                return false;
            }
        });
        report(peer, Check.MIRROR_RESOLVES, found ? Outcome.OK : Outcome.FAILED, host);
    }

    private void connected(String peer, IQ answer, Throwable failure) {
        if (answer == null) {
            report(peer, Check.S2S_UP, Outcome.FAILED, "no answer within " + PATIENCE.toSeconds() + " s");
        } else if (isLinkError(answer)) {
            report(peer, Check.S2S_UP, Outcome.FAILED, answer.getError().getCondition().toXMPP());
        } else {
            report(peer, Check.S2S_UP, Outcome.OK, "");
        }
    }

    private void admitted(String peer, IQ answer) {
        Outcome outcome = Outcome.UNKNOWN;
        if (answer != null && features(answer).contains(Fmuc.NAMESPACE)) {
            outcome = features(answer).contains(Queries.ADMITTED_FEATURE) ? Outcome.OK : Outcome.FAILED;
        }
        report(peer, Check.ADMITS_US, outcome, mirrorDomain);
    }

    /** Looks among the peer's services for one that has rooms and speaks FMUC; its mirror is not one of them. */
    private void offersRooms(String peer, JID peerAddress, JID peerMirror) {
        peers.ask(peerAddress, PeerQueries.ITEMS, PATIENCE).whenComplete((answer, failure) -> {
            if (answer == null || answer.getType() != IQ.Type.result) {
                report(peer, Check.ANSWERS_FMUC, Outcome.UNKNOWN, peer);
                return;
            }
            Map<JID, CompletableFuture<IQ>> asked = new LinkedHashMap<>();
            items(answer).stream().filter(item -> !item.equals(peerMirror)).limit(MOST_SERVICES)
                .forEach(item -> asked.put(item, peers.ask(item, PeerQueries.INFO, PATIENCE)));
            CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new)).whenComplete((all, any) -> {
                String offering = asked.entrySet().stream().filter(one -> speaksFmuc(one.getValue()))
                    .map(one -> one.getKey().toString()).findFirst().orElse("");
                report(peer, Check.ANSWERS_FMUC, offering.isEmpty() ? Outcome.FAILED : Outcome.OK,
                    offering.isEmpty() ? peer : offering);
            });
        });
    }

    private static boolean speaksFmuc(CompletableFuture<IQ> answer) {
        return !answer.isCompletedExceptionally() && features(answer.join()).contains(Fmuc.NAMESPACE);
    }

    private void report(String peer, Check check, Outcome outcome, String detail) {
        results.computeIfAbsent(peer, key -> new ConcurrentHashMap<>())
            .put(check, CheckResult.of(peer, check.id, outcome, detail));
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
