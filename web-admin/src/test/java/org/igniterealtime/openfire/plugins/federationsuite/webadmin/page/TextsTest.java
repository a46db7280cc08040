package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingSheet;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingText;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkState;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Scope;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.SettingView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.FmucText;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.IncidentText;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.RosterText;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.junit.Test;

/** The texts: none is missing, none is left over, and all can be formatted. */
public class TextsTest {

    private static final List<String> PARTS = List.of("server-roster", "fmuc", "eventing");
    /** The checks that the plugins make. */
    private static final List<String> CHECKS =
        List.of("domain-resolves", "port-answers", "mirror-resolves", "s2s-up", "s2s-back", "certificate-covers-mirror",
            "runs-suite", "answers-fmuc", "admits-us", "clocks-agree");
    /** What pages say. */
    private static final List<Class<? extends Message>> MESSAGES = List.of(PageMessage.class, PeerMessage.class,
        StatusMessage.class, MirrorMessage.class, TraceMessage.class, MetricsMessage.class, EventingMessage.class, Need.class);
    private static final List<String> SIDES = lower(RoomId.Side.values());
    private static final List<String> MODES = List.of("normal", "fire-and-forget", "master");
    /** The settings that a room or a service can have of its own. */
    private static final List<String> SETTINGS = FmucSettings.namesOfScoped();
    /** What can stand in the keys of pages, and what it can become there. */
    private static final Map<String, List<String>> EXPRESSIONS = Map.ofEntries(
        Map.entry("${part.id}", PARTS),
        Map.entry("${part.state}", lower(PartState.values())),
        Map.entry("${check.outcome}", lower(Outcome.values())),
        Map.entry("${link.state}", List.of("both", "out", "in", "none")),
        Map.entry("${state}", lower(PeerState.values())),
        Map.entry("${peer.state}", lower(PeerState.values())),
        Map.entry("${view.peer.state}", lower(PeerState.values())),
        Map.entry("${peer.presence}", List.of("up", "down")),
        Map.entry("${view.peer.presence}", List.of("up", "down")),
        Map.entry("${view.peer.level}", lower(TrustLevel.values())),
        Map.entry("${order}", lower(Order.Simple.values())),
        Map.entry("${column.name}", lower(PeerQuery.Sort.values())),
        Map.entry("${view.step}", List.of("preview", "results")),
        Map.entry("${line.kind}", List.of("change", "flaw", "done", "failed")),
        Map.entry("${side}", SIDES),
        Map.entry("${total.side}", SIDES),
        Map.entry("${room.side}", SIDES),
        Map.entry("${view.room.side}", SIDES),
        Map.entry("${room.state}", lower(LinkState.values())),
        Map.entry("${branch.state}", lower(LinkState.values())),
        Map.entry("${room.mode}", MODES),
        Map.entry("${view.room.mode}", MODES),
        Map.entry("${view.room.dialect}", lower(Dialect.values())),
        Map.entry("${view.room.found}", lower(DialectView.Source.values())),
        Map.entry("${heading.name}", lower(MirrorsQuery.Sort.values())),
        Map.entry("${chart.id}", List.of("hour", "day", "room")),
        Map.entry("${scope}", Scope.words()),
        Map.entry("${scope.kind}", Scope.words()),
        Map.entry("${view.kind}", Scope.words()),
        Map.entry("${setting.name}", SETTINGS),
        Map.entry("${setting.words}", FmucSettings.wordsOfScoped()),
        Map.entry("${choice.words}", FmucSettings.wordsOfScoped()),
        Map.entry("${setting.from}", lower(SettingView.Source.values())),
        Map.entry("${occupant.state}", List.of("entering", "leaving")),
        Map.entry("${line.direction}", List.of("in", "out")),
        Map.entry("${participant.state}", List.of("entering", "in", "leaving")),
        Map.entry("${feature.name}", List.of("presence", "rooms", "talks")),
        Map.entry("${limit.name}", EventingSettings.all().stream().map(EventingSheet::name)
            .filter(name -> !name.endsWith(EventingForm.SWITCH)).toList()),
        Map.entry("${filter.word}", lower(IncidentsView.Filter.values())));
    private static final Pattern PAGE_KEY = Pattern.compile("key=\"([^\"]+)\"");
    private static final Pattern DESCRIPTOR_KEY = Pattern.compile("\"\\$\\{([^}]+)}\"");

    private final ResourceBundle texts = ResourceBundle.getBundle("federationsuite_i18n", Locale.ROOT);

    @Test
    public void eachKeyInUseHasATextAndEachTextIsInUse() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path page : Sources.pagesAndPieces()) {
            keys(PAGE_KEY, page).forEach(key -> used.addAll(expand(key)));
        }
        used.addAll(keys(DESCRIPTOR_KEY, Sources.DESCRIPTOR));
        for (String check : CHECKS) {
            for (Outcome outcome : Outcome.values()) {
                used.add(CheckResult.of("peer", check, outcome).messageKey());
            }
            used.add(CheckResult.of("peer", check, Outcome.FAILED).remedyKey());
        }
        for (RosterText text : RosterText.values()) {
            used.add(text.key());
        }
        for (IncidentText text : IncidentText.values()) {
            used.add(text.key());
        }
        for (Class<? extends Message> messages : MESSAGES) {
            for (Message message : messages.getEnumConstants()) {
                used.add(message.key());
            }
        }
        used.addAll(AuditWords.keys());
        for (FmucText text : FmucText.values()) {
            used.add(text.key());
        }
        for (EventingText text : EventingText.values()) {
            used.add(text.key());
        }

        assertEquals(used, new TreeSet<>(texts.keySet()));
    }

    @Test
    public void noTextHasAnApostrophe() {
        // The server formats some texts and shows others as they stand; an apostrophe would vanish from the former only.
        for (String key : texts.keySet()) {
            assertFalse(key, texts.getString(key).contains("'"));
        }
    }

    @Test
    public void eachTextCanBeFormatted() {
        for (String key : texts.keySet()) {
            String text = MessageFormat.format(texts.getString(key), "montague.lit", "mirror.capulet.lit", 3);
            assertFalse(key + ": " + text, text.isBlank() || text.contains("{"));
        }
    }

    private static List<String> keys(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1)).toList();
    }

    /** All keys that a key with an expression in it can become. */
    private static Collection<String> expand(String key) {
        for (Map.Entry<String, List<String>> expression : EXPRESSIONS.entrySet()) {
            if (key.contains(expression.getKey())) {
                return expression.getValue().stream().map(value -> key.replace(expression.getKey(), value)).toList();
            }
        }
        assertFalse("The test does not know what this can become: " + key, key.contains("${"));
        return List.of(key);
    }

    private static List<String> lower(Enum<?>... values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
    }
}
