package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Master.jid;
import static org.junit.Assert.assertEquals;

import java.util.List;

import org.junit.Test;
import org.xmpp.packet.Packet;

/** What a guard does that was started again and has forgotten everybody, but its room has not forgotten what was said. */
public class AfterKillTest {

    private final Master master = new Master();

    @Test
    public void whatWasSaidInTheMomentTheGuardBeganIsNotTakenForWrittenDown() {
        master.receives("""
            <presence from='jabberchat\\40talk.example.com@mirror.remote.example.com' to='jabberchat@talk.example.com/Kev'>
              <fmuc xmlns='http://isode.com/protocol/fmuc' from='%s'/>
              <x xmlns='http://jabber.org/protocol/muc'><history since='2000-01-01T00:00:00Z'/></x>
              <resume xmlns='http://igniterealtime.org/protocol/federationsuite'/></presence>""".formatted(jid("Kev")));
        master.roomShows("Kev", "Kev", "<status code='110'/>").andSo();
        master.roomSends(history("m1", master.circumstances().now().minusSeconds(1).toString()))
            .roomSends(history("m2", master.circumstances().now().toString()));
        assertEquals(List.of("m1", "m2"), master.takeSent().stream().map(Packet::getID).toList());
    }

    private static String history(String id, String stamp) {
        return """
            <message type='groupchat' id='%s' from='jabberchat@talk.example.com/Julia' to='%s'><body>Hello</body>
              <delay xmlns='urn:xmpp:delay' from='jabberchat@talk.example.com' stamp='%s'/></message>"""
            .formatted(id, jid("Kev"), stamp);
    }
}
