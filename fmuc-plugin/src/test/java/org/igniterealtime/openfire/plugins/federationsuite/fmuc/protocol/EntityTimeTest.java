package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.Optional;

import org.dom4j.Element;
import org.junit.Test;
import org.xmpp.packet.IQ;

/** What time another server says that it is. */
public class EntityTimeTest {

    @Test
    public void readsWhatTheSpecificationShows() {
        assertEquals(Optional.of(Instant.parse("2006-12-19T17:58:35Z")),
            EntityTime.read(answer(EntityTime.NAMESPACE, "2006-12-19T17:58:35Z")));
        assertEquals(Optional.of(Instant.parse("2006-12-19T17:58:35.125Z")),
            EntityTime.read(answer(EntityTime.NAMESPACE, " 2006-12-19T18:58:35.125+01:00 ")));
    }

    @Test
    public void whatIsNoTimeIsNone() {
        assertEquals(Optional.empty(), EntityTime.read(answer(EntityTime.NAMESPACE, "tomorrow")));
        assertEquals(Optional.empty(), EntityTime.read(answer(EntityTime.NAMESPACE, "")));
        assertEquals(Optional.empty(), EntityTime.read(answer("urn:other", "2006-12-19T17:58:35Z")));
        assertEquals(Optional.empty(), EntityTime.read(new IQ(IQ.Type.result)));
        IQ error = answer(EntityTime.NAMESPACE, "2006-12-19T17:58:35Z");
        error.setType(IQ.Type.error);
        assertEquals(Optional.empty(), EntityTime.read(error));
    }

    private static IQ answer(String namespace, String utc) {
        IQ answer = new IQ(IQ.Type.result);
        Element time = answer.setChildElement("time", namespace);
        time.addElement("tzo").setText("-06:00");
        time.addElement("utc").setText(utc);
        return answer;
    }
}
