package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkState;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;

/** What the suite tells programs of itself. No nick, no address of a user and no name of a room is in it. No state. */
public final class SuiteMetrics {

    private SuiteMetrics() {
    }

    /**
     * All metrics.
     *
     * @param parts   the plugins of the suite
     * @param checks  what they found out about their surroundings
     * @param peers   the server roster, while it runs
     * @param mirrors FMUC, while it runs
     */
    public static List<Metric> of(List<PartStatus> parts, List<CheckResult> checks, Optional<PeerAdministration> peers,
                                  Optional<MirrorAdministration> mirrors) {
        List<Metric> metrics = new ArrayList<>();
        Metric states = Metric.gauge("federationsuite_plugin_up", "Whether a plugin of the suite runs");
        for (PartStatus part : parts) {
            states = states.with(part.state() == PartState.ON ? 1 : 0, "plugin", part.id());
        }
        metrics.add(states);
        Metric found = Metric.gauge("federationsuite_checks", "Results of the self-check, by outcome");
        for (Outcome outcome : Outcome.values()) {
            found = found.with(checks.stream().filter(check -> check.outcome() == outcome).count(), "outcome", lower(outcome));
        }
        metrics.add(found);
        peers.ifPresent(roster -> metrics.addAll(of(roster)));
        mirrors.ifPresent(fmuc -> metrics.addAll(of(fmuc)));
        return metrics;
    }

    private static List<Metric> of(PeerAdministration roster) {
        Metric peers = Metric.gauge("federationsuite_peers", "Other servers in the server roster, by state");
        for (PeerState state : PeerState.values()) {
            peers = peers.with(roster.peers(new PeerQuery("", Optional.of(state), PeerQuery.Sort.DOMAIN, false, 1, 1)).total(),
                "state", state.word());
        }
        return List.of(peers, Metric.counter("federationsuite_requests_dropped_total",
            "Requests dropped because too many waited").with(roster.dropped()));
    }

    private static List<Metric> of(MirrorAdministration fmuc) {
        List<RoomView> rooms = fmuc.rooms();
        Metric count = Metric.gauge("federationsuite_rooms", "Rooms that are mirrored here (mirror) or elsewhere (master)");
        Metric occupants = Metric.gauge("federationsuite_mirrored_occupants", "Occupants who are in rooms through mirrors");
        Metric links = Metric.gauge("federationsuite_links", "Links of mirrored rooms, by state");
        for (RoomId.Side side : RoomId.Side.values()) {
            List<RoomView> ofSide = rooms.stream().filter(room -> room.id().side() == side).toList();
            count = count.with(ofSide.size(), "side", side.word());
            occupants = occupants.with(ofSide.stream().mapToLong(RoomView::mirrored).sum(), "side", side.word());
            for (LinkState state : LinkState.values()) {
                links = links.with(ofSide.stream().flatMap(room -> room.branches().stream())
                    .filter(branch -> branch.state() == state).count(), "side", side.word(), "state", state.word());
            }
        }
        Metric kept = Metric.gauge("federationsuite_kept_messages", "Messages that wait for a link")
            .with(rooms.stream().mapToLong(RoomView::kept).sum());
        List<Metric> metrics = new ArrayList<>(List.of(count, occupants, links, kept));
        metrics.addAll(flows("", "since FMUC was switched on", totals(fmuc)));
        metrics.addAll(flows("domain_", "by service of another server", byDomain(fmuc)));
        return metrics;
    }

    private static Map<List<String>, Tally> totals(MirrorAdministration fmuc) {
        MirrorAdministration.Total total = fmuc.total();
        Map<List<String>, Tally> tallies = new LinkedHashMap<>();
        tallies.put(List.of("side", "mirror"), total.mirrors());
        tallies.put(List.of("side", "master"), total.masters());
        return tallies;
    }

    private static Map<List<String>, Tally> byDomain(MirrorAdministration fmuc) {
        Map<List<String>, Tally> tallies = new LinkedHashMap<>();
        Arrays.stream(RoomId.Side.values()).forEach(side -> new TreeMap<>(fmuc.byDomain(side)).forEach((domain, tally) ->
            tallies.put(List.of("side", side.word(), "domain", domain), tally)));
        return tallies;
    }

    /** Four metrics: stanzas and bytes that crossed, and that would have crossed without a mirror. */
    private static List<Metric> flows(String scope, String help, Map<List<String>, Tally> tallies) {
        String prefix = "federationsuite_" + scope;
        Metric stanzas = Metric.counter(prefix + "link_stanzas_total", "Stanzas that crossed links, " + help);
        Metric bytes = Metric.counter(prefix + "link_bytes_total", "Bytes that crossed links, as XML, " + help);
        Metric plainStanzas = Metric.counter(prefix + "plain_stanzas_total",
            "Stanzas that would have crossed links without mirrors, " + help);
        Metric plainBytes = Metric.counter(prefix + "plain_bytes_total",
            "Bytes that would have crossed links without mirrors, as XML, " + help);
        for (Map.Entry<List<String>, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            for (boolean out : new boolean[] {true, false}) {
                List<String> labels = new ArrayList<>(entry.getKey());
                labels.addAll(List.of("direction", out ? "sent" : "received"));
                String[] named = labels.toArray(String[]::new);
                Tally.Volume crossed = out ? tally.sent() : tally.received();
                Tally.Volume plain = out ? tally.plainSent() : tally.plainReceived();
                stanzas = stanzas.with(crossed.stanzas(), named);
                bytes = bytes.with(crossed.bytes(), named);
                plainStanzas = plainStanzas.with(plain.stanzas(), named);
                plainBytes = plainBytes.with(plain.bytes(), named);
            }
        }
        return List.of(stanzas, bytes, plainStanzas, plainBytes);
    }

    /** The same as maps and lists: {@code metrics}, each with {@code name}, {@code type}, {@code help} and {@code points}. */
    public static Map<String, Object> asMap(List<Metric> metrics) {
        return Map.of("metrics", metrics.stream().map(metric -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", metric.name());
            map.put("type", metric.type().word());
            map.put("help", metric.help());
            map.put("points", metric.points().stream().map(point -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("labels", point.labels());
                one.put("value", point.value());
                return one;
            }).toList());
            return map;
        }).toList());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
