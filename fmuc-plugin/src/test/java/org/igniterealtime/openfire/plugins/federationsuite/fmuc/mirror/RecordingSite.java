package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.Packet;

/** A node of a cluster that writes down all that a room asks of it. */
class RecordingSite implements RoomSite {

    /** Of what is said to all. */
    static final String ALL = "all";

    /** What was said to other nodes, since it was last taken. */
    private final List<Told> told = new ArrayList<>();
    /** What else happened, in words. */
    private final List<String> done = new ArrayList<>();
    final List<Packet> processed = new ArrayList<>();
    final List<Packet> refused = new ArrayList<>();
    /** With which stanzas something was handed over again. */
    final List<Packet> causes = new ArrayList<>();
    final List<Missed> missed = new ArrayList<>();
    /** What all nodes have written down. */
    List<Kept> noted = List.of();
    private final RoomCodecs codecs = new RoomCodecs();
    private final String self;
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private boolean allServe = true;
    private Optional<String> side = Optional.empty();

    /** Something that was said. */
    record Told(String to, RoomNews news) {
    }

    RecordingSite(String self) {
        this.self = self;
    }

    /** Time passes. */
    RecordingSite after(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** This node has come from a side that was apart. */
    void from(String other) {
        side = Optional.of(other);
    }

    /** Not all nodes take part from now on. */
    void withoutSome() {
        allServe = false;
    }

    /** What was said since the last such question. */
    List<Told> takeTold() {
        List<Told> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** What was said of a kind since the last such question, whatever else was. */
    <T extends RoomNews> List<T> takeTold(Class<T> kind) {
        return takeTold().stream().map(Told::news).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What happened since the last such question. */
    List<String> takeDone() {
        List<String> taken = List.copyOf(done);
        done.clear();
        return taken;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public String stream() {
        return "stream-" + self;
    }

    @Override
    public Optional<String> side() {
        return side;
    }

    @Override
    public RoomCodecs codecs() {
        return codecs;
    }

    @Override
    public boolean allServe() {
        return allServe;
    }

    @Override
    public void tell(RoomNews news) {
        tell(ALL, news);
    }

    @Override
    public void tell(String node, RoomNews news) {
        told.add(new Told(node, news));
    }

    @Override
    public void become(SlaveRoom room) {
        done.add("becomes " + room.locals().keySet());
    }

    @Override
    public void begin(boolean inOrder) {
        done.add(inOrder ? "begins in order" : "begins");
    }

    @Override
    public void apart() {
        done.add("was apart");
    }

    @Override
    public List<Kept> written() {
        return noted;
    }

    @Override
    public void recall(List<Kept> messages, Optional<Packet> cause) {
        cause.ifPresent(causes::add);
        done.add("recalls " + messages.stream().map(message -> message.id().orElse("")).toList()
            + cause.map(stanza -> " for " + stanza.getID()).orElse(""));
    }

    @Override
    public void forget(Kept message) {
        done.add("forgets " + message.id());
    }

    @Override
    public List<Effect> elsewhere(List<Effect> effects) {
        return effects;
    }

    @Override
    public void perform(List<Effect> effects, boolean shared) {
        done.add("performs " + effects.size() + (shared ? " shared" : ""));
    }

    @Override
    public void deliver(List<Effect> effects) {
        done.add("delivers " + effects.size());
    }

    @Override
    public void process(Packet stanza) {
        processed.add(stanza);
    }

    @Override
    public void refuse(Packet stanza) {
        refused.add(stanza);
    }

    @Override
    public void missed(Missed some) {
        missed.add(some);
    }

    @Override
    public void close(String reason) {
        done.add("closes: " + reason);
    }
}
