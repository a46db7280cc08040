package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomInfo;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Callbacks;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.PacketError.Condition;

/**
 * What masters say of themselves, asked when somebody here wants to know, and then known for a while. Thread-safe; bounded:
 * what was not asked for the longest time is forgotten first.
 */
final class RoomInfos {

    private static final int MOST = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** A room that has no answer now may have one soon. */
    private static final Duration FRESH_FAILURE = Duration.ofSeconds(10);

    private final PeerQueries peers;
    private final InstantSource clock;
    private final Map<JID, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * What a master answered.
     *
     * @param info  what it says, if it says anything
     * @param error why not, otherwise
     */
    record Answer(Optional<RoomInfo> info, Optional<Condition> error) {
    }

    private record Entry(Instant asked, CompletableFuture<Answer> answer) {

        boolean isFresh(Instant now) {
            boolean failed = answer.isDone() && answer.join().info().isEmpty();
            return now.isBefore(asked.plus(failed ? FRESH_FAILURE : FRESH));
        }
    }

    RoomInfos(PeerQueries peers, InstantSource clock) {
        this.peers = Objects.requireNonNull(peers);
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * What a room says of itself.
     *
     * @param master the room
     * @return comes in any case, and never fails
     */
    CompletableFuture<Answer> find(JID master) {
        Instant now = clock.instant();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        synchronized (entries) {
            Entry known = entries.get(master);
            if (known != null && known.isFresh(now)) {
                return known.answer();
            }
            entries.put(master, new Entry(now, answer));
            if (entries.size() > MOST) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
        Callbacks.when(peers.ask(master, PeerQueries.INFO, PATIENCE), (iq, failure) -> answer.complete(read(iq)));
        return answer;
    }

    /** What is known of a room is no longer so. */
    void forget(JID master) {
        synchronized (entries) {
            entries.remove(master);
        }
    }

    private static Answer read(IQ iq) {
        if (iq == null) {
            return new Answer(Optional.empty(), Optional.of(Condition.remote_server_timeout));
        }
        if (iq.getType() == IQ.Type.result) {
            return new Answer(Optional.of(RoomInfo.read(iq)), Optional.empty());
        }
        return new Answer(Optional.empty(), Optional.of(condition(iq)));
    }

    private static Condition condition(IQ error) {
        try {
            return Optional.ofNullable(error.getError()).map(PacketError::getCondition).orElse(Condition.undefined_condition);
        } catch (IllegalArgumentException e) {
            // Tinder's way of saying that it does not know the condition.
            return Condition.undefined_condition;
        }
    }
}
