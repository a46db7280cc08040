package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.AdmittedDomains;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Callbacks;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Finds out, for each server that this one works with, what must be true for federation: see {@link Check}.
 * Thread-safe; a run is asynchronous, and its results replace the last ones check by check. It looks at some peers at a time,
 * names and ports on one of the suite's threads only, and ends after a while, whoever has not had his turn.
 */
final class SelfCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);
    /** Peers that are asked at the same time. */
    private static final int AT_ONCE = 10;

    private final SuiteServices services;
    private final String mirrorDomain;
    private final String subdomain;
    private final PeerQuestions questions;
    private final HostChecks hosts;
    private final OwnCertificate certificate;
    private final OpenfireServer server;
    private final Supplier<Set<String>> mirroredServices;
    private final Map<String, Map<Check, CheckResult>> results = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<CheckRun>> current = new AtomicReference<>(Optional.empty());
    private CompletableFuture<Void> lookUps = CompletableFuture.completedFuture(null);

    SelfCheck(SuiteServices services, String mirrorDomain, PeerQueries peers, OwnCertificate certificate,
              OpenfireServer server, Supplier<Set<String>> mirroredServices) {
        this.services = Objects.requireNonNull(services);
        this.mirrorDomain = Objects.requireNonNull(mirrorDomain);
        this.subdomain = mirrorDomain.substring(0, mirrorDomain.indexOf('.'));
        this.questions = new PeerQuestions(peers, server, mirrorDomain, services.clock());
        this.hosts = new HostChecks(server);
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

    /** The last results, peer by peer; of one that has not been checked, that it is not known whether it can be reached. */
    List<CheckResult> results() {
        List<CheckResult> all = new ArrayList<>();
        for (String peer : peers()) {
            Map<Check, CheckResult> known = results.getOrDefault(peer, Map.of());
            if (known.isEmpty()) {
                all.add(CheckResult.of(peer, Check.S2S_UP.id(), Outcome.UNKNOWN, ""));
            }
            for (Check check : Check.values()) {
                if (known.containsKey(check)) {
                    all.add(known.get(check));
                }
            }
        }
        return List.copyOf(all);
    }

    /** How far the last run is. */
    CheckProgress progress() {
        return current.get().map(run -> run.progress(services.clock().instant())).orElse(CheckProgress.NONE);
    }

    /**
     * Begins a run, unless one that looks at everything goes on.
     *
     * @param connecting whether for all peers, and with everything that costs something; if not, for those that are connected,
     *                   and those that an administrator named in the setting and may have got wrong
     */
    void run(boolean connecting) {
        Set<String> all = peers();
        results.keySet().retainAll(all);
        List<String> named = services.settings().get(AdmittedDomains.DOMAINS);
        Optional<CheckRun> next = Optional.of(new CheckRun(all.stream()
            .filter(peer -> connecting || named.contains(peer) || server.isConnected(peer)).toList(), connecting,
            services.clock().instant()));
        if (current.updateAndGet(last -> last.filter(this::mayNotBeDisturbed).isPresent() ? last : next).equals(next)) {
            for (int i = 0; i < AT_ONCE; i++) {
                services.workers().execute(() -> step(next.get()));
            }
        }
    }

    private boolean mayNotBeDisturbed(CheckRun run) {
        return run.connecting() && run.progress(services.clock().instant()).running();
    }

    private void step(CheckRun run) {
        run.next(services.clock().instant()).ifPresent(peer -> Callbacks.when(check(peer, run.connecting()), (done, failure) -> {
            if (failure != null) {
                LOG.warn("{} could not be checked", peer, failure);
            }
            run.finished(services.clock().instant());
            // Not here: this may be a thread of the server's that brought the last answer.
            services.workers().execute(() -> step(run));
        }));
    }

    private CompletableFuture<?> check(String peer, boolean everything) {
        JID address;
        JID mirror;
        try {
            address = new JID(peer);
            mirror = new JID(subdomain + '.' + peer);
        } catch (IllegalArgumentException e) {
            LOG.warn("'{}' among the admitted domains is no domain", peer);
            return CompletableFuture.completedFuture(null);
        }
        report(peer, Check.CERTIFICATE, certificate.covers(mirrorDomain), mirrorDomain);
        return CompletableFuture.allOf(lookUp(peer, mirror.getDomain(), everything),
            questions.ask(address, mirror, everything, (check, outcome, detail) -> report(peer, check, outcome, detail)));
    }

    /** One after the other: each holds up one of the few threads that rooms need, too. */
    private synchronized CompletableFuture<Void> lookUp(String peer, String mirror, boolean everything) {
        lookUps = lookUps.handleAsync((done, failure) -> {
            report(peer, Check.DOMAIN_RESOLVES, hosts.resolves(peer), peer);
            report(peer, Check.MIRROR_RESOLVES, hosts.resolves(mirror), mirror);
            if (everything) {
                report(peer, Check.PORT_ANSWERS, hosts.answers(peer), hosts.where(peer));
            }
            return null;
        }, services.workers());
        return lookUps;
    }

    private void report(String peer, Check check, Outcome outcome, String detail) {
        results.computeIfAbsent(peer, key -> new ConcurrentHashMap<>())
            .put(check, CheckResult.of(peer, check.id(), outcome, detail));
    }
}
