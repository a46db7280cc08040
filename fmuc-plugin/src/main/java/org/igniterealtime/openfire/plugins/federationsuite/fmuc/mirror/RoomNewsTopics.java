package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.xmpp.packet.JID;

/** Reads {@link RoomNews}: each kind has a topic. */
final class RoomNewsTopics {

    /** What all topics begin with. */
    static final String PREFIX = "fmuc.room.";

    private RoomNewsTopics() {
    }

    static Optional<RoomNews> read(Notice notice) {
        JID slave = new JID(text(notice, "room"));
        return Optional.ofNullable(switch (notice.topic().substring(PREFIX.length())) {
            case "handed" -> new RoomNews.Handed(slave, text(notice, "stream"), number(notice, "first"),
                number(notice, "number"), text(notice, "xml"), notice.field("side"), notice.field("from"),
                notice.field("behind").map(Version::parse).orElse(Version.NONE));
            case "changed" -> new RoomNews.Changed(slave, text(notice, "by"), version(notice, "version"), text(notice, "change"),
                RoomNews.taken(text(notice, "taken")), text(notice, "effects"), number(notice, "settled"),
                notice.field("parent").map(Version::parse).orElse(Version.NONE));
            case "whole" -> new RoomNews.Whole(slave, version(notice, "version"), version(notice, "parent"),
                text(notice, "state"), RoomNews.taken(text(notice, "taken")), Boolean.parseBoolean(text(notice, "given")),
                changes(notice.field("recent").orElse("")));
            case "took" -> new RoomNews.Took(slave, text(notice, "node"), version(notice, "version"));
            case "need" -> new RoomNews.Need(slave, text(notice, "node"), version(notice, "version"));
            case "asked" -> new RoomNews.Asked(slave, text(notice, "node"),
                Set.of(text(notice, "among").split("\n")), notice.field("question"),
                notice.field("knows").map(Version::parse).orElse(Version.NONE));
            case "known" -> new RoomNews.Known(slave, text(notice, "node"), version(notice, "version"),
                RoomNews.How.valueOf(text(notice, "how")), notice.field("question"));
            case "close" -> new RoomNews.Close(slave, text(notice, "reason"));
            default -> null;
        });
    }

    /** Changes as a field of a notice: older nodes have none, and leave it out. */
    static String text(List<RoomNews.Changed> changes) {
        return changes.stream().map(change -> Base64.getEncoder().encodeToString(change.notice().encode()))
            .collect(Collectors.joining(" "));
    }

    private static List<RoomNews.Changed> changes(String text) {
        return Stream.of(text.split(" ")).filter(one -> !one.isEmpty()).map(Base64.getDecoder()::decode).map(Notice::decode)
            .flatMap(Optional::stream).map(RoomNews::read).flatMap(Optional::stream)
            .filter(RoomNews.Changed.class::isInstance).map(RoomNews.Changed.class::cast).toList();
    }

    private static String text(Notice notice, String name) {
        return notice.field(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    private static long number(Notice notice, String name) {
        return Long.parseLong(text(notice, name));
    }

    private static Version version(Notice notice, String name) {
        return Version.parse(text(notice, name));
    }
}
