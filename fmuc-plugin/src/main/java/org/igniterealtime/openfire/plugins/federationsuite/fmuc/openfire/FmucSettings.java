package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Scope;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.ScopedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.SettingView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Admission;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.NodePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.SlavePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LinkPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.ThinPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditedSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.xmpp.packet.JID;

/** FMUC's settings, each with its default and its bounds, and the policies that they make. Thread-safe. */
public final class FmucSettings {

    /** The first label of the mirror service's domain. Takes effect when the plugin is switched off and on. */
    public static final Setting<String> SUBDOMAIN = Setting.text("fmuc.mirror.subdomain", "mirror");
    /** How messages go to a master. */
    public static final Setting<MessageMode> MESSAGE_MODE = Setting.choice("fmuc.mirror.message-mode", MessageMode.NORMAL);
    /** How the mirror of a room speaks with it. A change holds for rooms that are opened from then on. */
    public static final Setting<DialectChoice> DIALECT = Setting.choice("fmuc.mirror.dialect", DialectChoice.AUTO);
    /** Whether the link to a master is thin: changes of status and typing notices stay here, little of the past is asked for. */
    public static final Setting<Boolean> THIN = Setting.flag("fmuc.mirror.thin", false);
    /** Most messages of the past that are asked for over a thin link. */
    public static final Setting<Integer> THIN_HISTORY = Setting.number("fmuc.mirror.thin-history", 10, 0, 10_000);
    /** Most seconds that these may be old; 0 for any age. */
    public static final Setting<Integer> THIN_HISTORY_AGE = Setting.number("fmuc.mirror.thin-history-age", 0, 0, 31_536_000);
    /** Seconds that a master may take to answer a join, a part or a question. */
    public static final Setting<Integer> ANSWER_WITHIN = Setting.number("fmuc.mirror.answer-within", 60, 1, 3600);
    /** Seconds after which a local client that says nothing is asked whether it is there; 0 for never. */
    public static final Setting<Integer> PING_AFTER = Setting.number("fmuc.mirror.ping-after", 900, 0, 86_400);
    /** Whether questions to a master's archive are passed on, with all that it sends. */
    public static final Setting<Boolean> ARCHIVE = Setting.flag("fmuc.mirror.archive", false);
    /** Whether local users who join a remote room in the ordinary way are served by its slave (transparent mode). */
    public static final Setting<Boolean> TRANSPARENT = Setting.flag("fmuc.mirror.transparent", false);
    /**
     * Most mirrors between a user and a room. With 1 the mirrors of other servers are not mirrored here, and let in none of ours;
     * with 2, the mirror of a mirror is.
     */
    public static final Setting<Integer> MIRRORS_IN_A_ROW = Setting.number("fmuc.mirror.chain-depth", 1, 1, 5);
    /** Most slave rooms at a time. */
    public static final Setting<Integer> SLAVE_ROOMS = Setting.number("fmuc.mirror.max-rooms", 1000, 1, 1_000_000);
    /** Most slave rooms that one user may be in at a time. */
    public static final Setting<Integer> ROOMS_EACH = Setting.number("fmuc.mirror.max-rooms-each", 100, 1, 1_000_000);
    /** Most local occupants of one slave room. */
    public static final Setting<Integer> LOCAL_OCCUPANTS = Setting.number("fmuc.mirror.max-occupants", 500, 1, 100_000);
    /** Most occupants that a master can make a slave room remember. */
    public static final Setting<Integer> SHOWN_OCCUPANTS =
        Setting.number("fmuc.mirror.max-shown-occupants", 5000, 1, 1_000_000);
    /** Most characters that their presences may have, all together. */
    public static final Setting<Integer> SHOWN_CHARS =
        Setting.number("fmuc.mirror.max-shown-chars", 2_000_000, 10_000, 1_000_000_000);
    /** Most messages that a slave room remembers for those who come later. */
    public static final Setting<Integer> HISTORY = Setting.number("fmuc.mirror.history", 50, 0, 10_000);
    /** Most characters that these messages may have, all together. */
    public static final Setting<Integer> HISTORY_CHARS =
        Setting.number("fmuc.mirror.history-chars", 200_000, 0, 100_000_000);
    /** Most characters of one stanza that a slave room takes from a user or a master. */
    public static final Setting<Integer> STANZA_CHARS = Setting.number("fmuc.mirror.stanza-chars", 65_536, 1024, 10_000_000);
    /** Most IQ requests of one slave room that may wait for an answer. */
    public static final Setting<Integer> QUESTIONS = Setting.number("fmuc.mirror.max-questions", 200, 0, 100_000);
    /** Most stanzas that may wait for one slave room. */
    public static final Setting<Integer> WAITING = Setting.number("fmuc.mirror.max-waiting", 10_000, 10, 1_000_000);
    /** Whether local users go on talking among themselves while a master cannot be reached. */
    public static final Setting<Boolean> LOCAL_TALK = Setting.flag("fmuc.mirror.local-talk", true);
    /** Seconds that a message may wait for a sign of the master before it is asked whether it is there, and then once more. */
    public static final Setting<Integer> LINK_TIMEOUT = Setting.number("fmuc.mirror.link-timeout", 15, 1, 3600);
    /** Seconds after a loss until the master is asked again; then twice as long each time. */
    public static final Setting<Integer> REJOIN_FIRST = Setting.number("fmuc.mirror.rejoin-first", 2, 1, 3600);
    /** Most seconds from one such question to the next. */
    public static final Setting<Integer> REJOIN_LONGEST = Setting.number("fmuc.mirror.rejoin-longest", 120, 1, 86_400);
    /** Seconds by which more of the past is asked for than was missed. */
    public static final Setting<Integer> CLOCK_MARGIN = Setting.number("fmuc.mirror.clock-margin", 60, 0, 3600);
    /** Most messages that are kept for one room while its master cannot be reached. */
    public static final Setting<Integer> MOST_KEPT = Setting.number("fmuc.mirror.max-kept", 200, 0, 10_000);
    /** Most characters that these messages may have, all together. */
    public static final Setting<Integer> KEPT_CHARS = Setting.number("fmuc.mirror.kept-chars", 200_000, 0, 100_000_000);
    /** Most messages that are kept for all rooms together. */
    public static final Setting<Integer> KEPT_ALL = Setting.number("fmuc.mirror.max-kept-all", 20_000, 0, 10_000_000);
    /** Seconds that a message is kept before it goes back to its sender. */
    public static final Setting<Integer> KEEP_FOR = Setting.number("fmuc.mirror.keep-for", 86_400, 60, 31_536_000);
    /** Most messages of a local room that are remembered for mirrors that missed some. */
    public static final Setting<Integer> BACKLOG = Setting.number("fmuc.master.backlog", 200, 0, 250);
    /** Most characters that these messages may have, all together. */
    public static final Setting<Integer> BACKLOG_CHARS = Setting.number("fmuc.master.backlog-chars", 200_000, 0, 100_000_000);
    /** Whose mirrors a local room admits; can be set for a room or a service. */
    public static final Setting<Admission.Mode> ADMISSION = Setting.choice("fmuc.master.admission", Admission.Mode.TRUSTED);
    /** Domains whose mirrors are admitted where the list decides; can be set for a room or a service. */
    public static final Setting<List<String>> ADMITTED = Setting.list("fmuc.master.admitted", List.of());
    /** Domains that a mirror speaks for besides its own; is set for a mirror only. */
    public static final Setting<List<String>> SPEAKS_FOR = Setting.list("fmuc.master.speaks-for", List.of());
    /** Whether a local room can be mirrored; its owners set it for the room. */
    public static final Setting<Boolean> OPEN = Setting.flag("fmuc.master.open", true);
    /** Whether the link to a mirror is thin; can be set for a mirror, and for a room or a service. */
    public static final Setting<Boolean> MASTER_THIN = Setting.flag("fmuc.master.thin", false);
    /** Most messages of the past that a join over a thin link brings; can be set as that. */
    public static final Setting<Integer> MASTER_THIN_HISTORY = Setting.number("fmuc.master.thin-history", 10, 0, 10_000);
    /** Whether a join through a mirror may create a local room; can be set for a room or a service. */
    public static final Setting<Boolean> MAY_CREATE = Setting.flag("fmuc.master.create-rooms", false);
    /** How a local room speaks with rooms that join it (XEP-0289); can be set for a mirror, a room or a service. */
    public static final Setting<NodeMode> NODE_MODE = Setting.choice("fmuc.master.xep-0289-mode", NodeMode.PRIMARY_PRIMARY);
    /** Who serves rooms of other servers that join a local one (XEP-0289); can be set for a room or a service. */
    public static final Setting<NodeServer> NATIVE = Setting.choice("fmuc.master.native", NodeServer.SUITE);
    /** Most occupants that one local room takes through mirrors. */
    public static final Setting<Integer> VIRTUAL_OCCUPANTS = Setting.number("fmuc.master.max-occupants", 5000, 1, 1_000_000);
    /** Most occupants that one local room takes through one mirror. */
    public static final Setting<Integer> OCCUPANTS_OF_MIRROR =
        Setting.number("fmuc.master.max-occupants-of-mirror", 1000, 1, 1_000_000);
    /** Most mirrors of one local room. */
    public static final Setting<Integer> MIRRORS = Setting.number("fmuc.master.max-mirrors", 100, 1, 100_000);
    /** Most joins that a mirror may ask for in a minute. */
    public static final Setting<Integer> JOINS_PER_MINUTE =
        Setting.number("fmuc.master.joins-per-minute", 600, 1, 1_000_000);
    /** Most IQs between a mirror and a local room that may wait for answers, in each direction. */
    public static final Setting<Integer> MASTER_QUESTIONS = Setting.number("fmuc.master.max-questions", 200, 1, 100_000);
    /** Most characters of one stanza that a local room takes from a mirror. */
    public static final Setting<Integer> SLAVE_STANZA_CHARS =
        Setting.number("fmuc.master.stanza-chars", 65_536, 1024, 10_000_000);
    /** Seconds that a mirror may be out of reach before it is asked whether it is still there. */
    public static final Setting<Integer> GRACE = Setting.number("fmuc.master.grace", 30, 0, 86_400);
    /** Seconds that a mirror, or a local room, may take to answer. */
    public static final Setting<Integer> MASTER_ANSWER_WITHIN = Setting.number("fmuc.master.answer-within", 30, 1, 3600);
    /** Seconds after which a mirror with occupants that says nothing is asked whether it is there; 0 for never. */
    public static final Setting<Integer> MASTER_PING_AFTER = Setting.number("fmuc.master.ping-after", 300, 0, 86_400);

    /** Seconds from one point of the charts to the next; they show the last sixty. */
    public static final Setting<Integer> SAMPLE_EVERY = Setting.number("fmuc.sample-every", 60, 1, 3600);

    private static final int RESOURCES_EACH = 10;
    /** Most rooms whose owners have set whether they can be mirrored. */
    private static final int MOST_ROOMS = 10_000;

    private final Settings settings;
    private final FmucTexts texts;
    private final Supplier<Duration> lead;

    /** How messages of local users go to a master. */
    public enum MessageMode {
        /** Shown to local users when the master has sent its copy back. */
        NORMAL,
        /** Shown at once; the master leaves the mirror out (ProtoXEP, "Fire and Forget"). */
        FIRE_AND_FORGET
    }

    /** How a local room speaks with rooms that join it (XEP-0289, "Terminology"). */
    public enum NodeMode {
        /** They show at once what their users say, and get nothing of it back. */
        PRIMARY_PRIMARY,
        /** They show what their users say when they get it back. */
        PRIMARY_REPLICA
    }

    /** Who serves rooms of other servers that join a local one. */
    public enum NodeServer {
        /** This suite. */
        SUITE,
        /** The server itself, where it has its own FMUC (Openfire 4.6 and later). */
        NATIVE
    }

    /** Which dialect an administrator wants for a room. */
    public enum DialectChoice {
        /** What is found: the ProtoXEP where a service advertises it, and plain joins elsewhere. */
        AUTO(null),
        /** The ProtoXEP, whatever the service advertises. */
        PROTOXEP(Dialect.PROTOXEP),
        /** XEP-0289, primary-primary: for rooms of Openfire with its own FMUC, and of Isode's M-Link. */
        XEP_0289(Dialect.XEP_0289),
        /** XEP-0289, primary-replica. */
        XEP_0289_REPLICA(Dialect.XEP_0289_REPLICA),
        /** Plain joins of each user. */
        PLAIN(Dialect.PLAIN);

        private final Dialect dialect;

        DialectChoice(Dialect dialect) {
            this.dialect = dialect;
        }

        /** The dialect; empty where it is to be found. */
        Optional<Dialect> dialect() {
            return Optional.ofNullable(dialect);
        }
    }

    /**
     * Reads from settings, for whoever tells users nothing.
     *
     * @param settings where they are kept
     */
    public FmucSettings(Settings settings) {
        this(settings, (text, arguments) -> text.key());
    }

    /**
     * Reads from settings.
     *
     * @param settings where they are kept
     * @param texts    what users are told
     */
    FmucSettings(Settings settings, FmucTexts texts) {
        this(settings, texts, () -> Duration.ZERO);
    }

    /**
     * Reads from settings.
     *
     * @param settings where they are kept
     * @param texts    what users are told
     * @param lead     by how much the clock by which things happen was ahead of the machine's at most
     */
    FmucSettings(Settings settings, FmucTexts texts, Supplier<Duration> lead) {
        this.settings = Objects.requireNonNull(settings);
        this.texts = Objects.requireNonNull(texts);
        this.lead = Objects.requireNonNull(lead);
    }

    /** Which settings a single room or service can have, in the order in which they are shown. */
    static Map<Scope.Kind, List<Setting<?>>> scoped() {
        List<Setting<?>> mirror = List.of(DIALECT, MESSAGE_MODE, TRANSPARENT, ARCHIVE, ANSWER_WITHIN, PING_AFTER, LOCAL_OCCUPANTS,
            SHOWN_OCCUPANTS, SHOWN_CHARS, HISTORY, HISTORY_CHARS, QUESTIONS, LOCAL_TALK, LINK_TIMEOUT, REJOIN_FIRST,
            REJOIN_LONGEST, CLOCK_MARGIN, MOST_KEPT, KEPT_CHARS);
        List<Setting<?>> master = List.of(OPEN, ADMISSION, ADMITTED, MAY_CREATE, NODE_MODE, NATIVE);
        return Map.of(Scope.Kind.REMOTE_SERVICE, mirror, Scope.Kind.REMOTE_ROOM, mirror, Scope.Kind.LOCAL_SERVICE, master,
            Scope.Kind.LOCAL_ROOM, master, Scope.Kind.REMOTE_MIRROR, List.of(SPEAKS_FOR, NODE_MODE));
    }

    /** Their names, as forms and texts have them. */
    public static List<String> namesOfScoped() {
        return scoped().values().stream().flatMap(List::stream).map(ScopedSettings::name).distinct().toList();
    }

    /** The values of those that have only a few, as {@link SettingView#words} names them. */
    public static List<String> wordsOfScoped() {
        return scoped().values().stream().flatMap(List::stream).flatMap(setting -> AuditedSettings.choices(setting).stream()
            .map(choice -> SettingView.words(ScopedSettings.name(setting), choice))).distinct().toList();
    }

    <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    /** The value of a setting for a room: its own, else that of the chat service it is on, else the general one. */
    <T> T get(Setting<T> setting, JID room) {
        return settings.get(setting, List.of(setting.forRoom(room.toBareJID()), setting.forPeer(room.getDomain())));
    }

    /**
     * What holds for the slave of a room.
     *
     * @param master the room, at home
     */
    MirrorPolicy policyFor(JID master) {
        ThinPolicy thin = new ThinPolicy(get(THIN, master), get(THIN_HISTORY, master), get(THIN_HISTORY_AGE, master));
        return new MirrorPolicy(messageMode(master, thin) == MessageMode.FIRE_AND_FORGET, get(ARCHIVE, master),
            Duration.ofSeconds(get(ANSWER_WITHIN, master)), Duration.ofSeconds(get(PING_AFTER, master)),
            new MirrorPolicy.Bounds(get(LOCAL_OCCUPANTS, master), RESOURCES_EACH, get(SHOWN_OCCUPANTS, master),
                get(SHOWN_CHARS, master), get(HISTORY, master), get(HISTORY_CHARS, master), get(QUESTIONS, master)),
            linkPolicy(master), thin, Optional.empty());
    }

    /** The mode that is set for a room; where none is set at all, the one that fits its link. */
    private MessageMode messageMode(JID master, ThinPolicy thin) {
        MessageMode fitting = thin.on() ? MessageMode.FIRE_AND_FORGET : MESSAGE_MODE.defaultValue();
        return Stream.of(MESSAGE_MODE.forRoom(master.toBareJID()), MESSAGE_MODE.forPeer(master.getDomain()), MESSAGE_MODE)
            .map(settings::find).flatMap(Optional::stream).findFirst().orElse(fitting);
    }

    @SuppressFBWarnings(value = "PREDICTABLE_RANDOM", justification = "It spreads attempts over time, and is no secret.")
    private LinkPolicy linkPolicy(JID master) {
        return new LinkPolicy(get(LOCAL_TALK, master), Duration.ofSeconds(get(LINK_TIMEOUT, master)),
            Duration.ofSeconds(get(REJOIN_FIRST, master)), Duration.ofSeconds(get(REJOIN_LONGEST, master)),
            Duration.ofSeconds(get(CLOCK_MARGIN, master)).plus(lead.get()), get(MOST_KEPT, master), get(KEPT_CHARS, master),
            Duration.ofSeconds(get(KEEP_FOR)), ThreadLocalRandom.current().nextDouble(),
            new LinkPolicy.Words(texts.of(FmucText.LINK_LOST, master), texts.of(FmucText.LINK_SILENT, master),
                texts.of(FmucText.LINK_BACK, master), texts.of(FmucText.LINK_UNSENT, master)));
    }

    /** Tells whether transparent mode is on for anything at all. Looks at all settings. */
    boolean isTransparentAnywhere() {
        return settings.keys().stream().filter(FmucSettings::isOfTransparentMode)
            .anyMatch(key -> settings.get(Setting.flag(key, false)));
    }

    /** Tells whether a key is that of {@link #TRANSPARENT}, in general or for a peer or a room. */
    static boolean isOfTransparentMode(String key) {
        return key.startsWith("fmuc.mirror.") && key.endsWith(".transparent");
    }

    /** What holds for local rooms and the mirrors of others. */
    MasterPolicy masterPolicy() {
        return new MasterPolicy(settings.get(VIRTUAL_OCCUPANTS), settings.get(OCCUPANTS_OF_MIRROR), settings.get(MIRRORS),
            settings.get(MASTER_QUESTIONS), settings.get(SLAVE_STANZA_CHARS), Duration.ofSeconds(settings.get(GRACE)),
            Duration.ofSeconds(settings.get(MASTER_ANSWER_WITHIN)), Duration.ofSeconds(settings.get(MASTER_PING_AFTER)),
            settings.get(BACKLOG), settings.get(BACKLOG_CHARS));
    }

    /**
     * What is known of a slave of a local room.
     *
     * @param trust       whom this server trusts
     * @param slaveDomain the domain of the mirror
     * @param localDomain the domain of this server
     * @param room        the room
     */
    Admission admission(TrustPolicy trust, String slaveDomain, String localDomain, JID room) {
        List<String> listed = here(ADMITTED, room);
        boolean isListed = listed.contains(slaveDomain) || listed.contains(slaveDomain.substring(slaveDomain.indexOf('.') + 1));
        return new Admission(trust.levelOf(slaveDomain), here(ADMISSION, room), isListed, here(OPEN, room),
            Set.copyOf(settings.find(SPEAKS_FOR.forPeer(slaveDomain)).orElse(List.of())), localDomain, here(MAY_CREATE, room));
    }

    /**
     * What holds for a slave of a local room.
     *
     * @param trust       whom this server trusts
     * @param slaveDomain the domain of the mirror
     * @param room        the room
     */
    SlavePolicy slavePolicy(TrustPolicy trust, String slaveDomain, JID room) {
        return new SlavePolicy(trust.levelOf(slaveDomain) == TrustLevel.TRUSTED, here(MASTER_THIN, slaveDomain, room),
            here(MASTER_THIN_HISTORY, slaveDomain, room));
    }

    /**
     * What holds for a room of another server that has joined a local one (XEP-0289).
     *
     * @param nodeDomain the domain of the chat service that it is on
     * @param room       the local room
     */
    NodePolicy nodePolicy(String nodeDomain, JID room) {
        return new NodePolicy(here(NODE_MODE, nodeDomain, room) == NodeMode.PRIMARY_REPLICA,
            texts.of(FmucText.NODE_NO_PRIVATE, room));
    }

    /** Tells whether the server itself serves rooms of others that join a local one. */
    boolean isNative(JID room) {
        return here(NATIVE, room) == NodeServer.NATIVE;
    }

    /** The value for a mirror, else for a local room, else for its service, else in general. */
    private <T> T here(Setting<T> setting, String slaveDomain, JID room) {
        return settings.get(setting, List.of(setting.forPeer(slaveDomain), setting.forRoom(room.toBareJID()),
            setting.forRoom(room.getDomain())));
    }

    /** The value for a local room, else for its service, else in general. */
    private <T> T here(Setting<T> setting, JID room) {
        return settings.get(setting, List.of(setting.forRoom(room.toBareJID()), setting.forRoom(room.getDomain())));
    }

    /**
     * Lets a local room be mirrored, or not, as its owner wants it. Of rooms that let themselves be mirrored nothing is kept
     * where that is the rule, and what is kept is bounded: if it is too much, what is kept of rooms that are no more goes.
     *
     * @param room   the room
     * @param open   whether it lets itself be mirrored
     * @param exists tells whether there is a room, or may be
     * @return false if nothing was changed, because too many rooms have a will of their own
     */
    synchronized boolean open(JID room, boolean open, Predicate<JID> exists) {
        Setting<Boolean> own = OPEN.forRoom(room.toBareJID());
        if (open && settings.get(OPEN, List.of(OPEN.forRoom(room.getDomain())))) {
            settings.remove(own);
            return true;
        }
        if (settings.find(own).isEmpty() && roomsOfTheirOwn().size() >= MOST_ROOMS) {
            roomsOfTheirOwn().stream().filter(name -> name.contains("@")).filter(name -> !exists.test(new JID(name)))
                .forEach(gone -> settings.remove(OPEN.forRoom(gone)));
            if (roomsOfTheirOwn().size() >= MOST_ROOMS) {
                return false;
            }
        }
        settings.set(own, open);
        return true;
    }

    /** The rooms for which it is set whether they are open, as the setting names them: not the services. */
    private List<String> roomsOfTheirOwn() {
        return settings.keys().stream().map(OPEN::roomOf).flatMap(Optional::stream)
            .filter(name -> name.contains("@") || name.startsWith("~")).toList();
    }

    /** Tells whether a local room lets itself be mirrored. */
    boolean isOpen(JID room) {
        return here(OPEN, room);
    }
}
