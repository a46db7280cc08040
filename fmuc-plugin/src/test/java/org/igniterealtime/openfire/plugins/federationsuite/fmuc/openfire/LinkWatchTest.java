package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jivesoftware.openfire.StreamID;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.OutgoingServerSession;
import org.junit.Before;
import org.junit.Test;

/** Which connections to other servers have ended, where some may be those of another node. */
public class LinkWatchTest {

    private static final DomainPair LINK = new DomainPair("mirror.montague.lit", "conference.capulet.lit");
    private static final DomainPair OTHER = new DomainPair("mirror.montague.lit", "conference.verona.lit");
    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<DomainPair, OutgoingServerSession> sessions = new HashMap<>();
    private final List<Map<DomainPair, Instant>> told = new ArrayList<>();
    private final LinkWatch links = new LinkWatch(sessions::keySet, sessions::get);

    @Before
    public void twoConnections() {
        sessions.put(LINK, session("a", MADE));
        sessions.put(OTHER, session("b", MADE));
        links.tell(told::add);
        links.look();
    }

    @Test
    public void whatStaysIsNotTold() {
        links.look();
        links.look(LINK.getLocal(), LINK.getRemote());
        assertEquals(List.of(), told);
    }

    @Test
    public void aConnectionInThePlaceOfAnotherIsToldWithItsAge() {
        sessions.put(LINK, session("c", MADE.plusSeconds(7)));
        links.look();
        assertEquals(List.of(Map.of(LINK, MADE.plusSeconds(7))), told);
    }

    @Test
    public void aConnectionOfALostNodeHasEndedAndTheOthersAreLookedAtAllTheSame() {
        sessions.put(LINK, session(() -> false, () -> null));
        links.look();
        assertEquals("it says nothing", List.of(Map.of(LINK, Instant.MAX)), told);

        sessions.put(OTHER, session(() -> {
            throw new IllegalStateException("No such node");
        }, () -> null));
        links.look(OTHER.getLocal(), OTHER.getRemote());
        assertEquals("it cannot be asked", Map.of(OTHER, Instant.MAX), told.get(1));
        links.look();
        assertEquals("told once", 2, told.size());
    }

    private static OutgoingServerSession session(String id, Instant made) {
        StreamID stream = proxy(StreamID.class, Map.of("getID", () -> id, "toString", () -> id));
        return proxy(OutgoingServerSession.class,
            Map.of("isClosed", () -> false, "getStreamID", () -> stream, "getCreationDate", () -> Date.from(made)));
    }

    private static OutgoingServerSession session(Supplier<Object> closed, Supplier<Object> other) {
        return proxy(OutgoingServerSession.class,
            Map.of("isClosed", closed, "getStreamID", other, "getCreationDate", other));
    }

    private static <T> T proxy(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (self, method, arguments) -> answers.get(method.getName()).get()));
    }
}
