package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Slave.jid;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.MASTER;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SELF;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.SLAVE;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.gone;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.goneFor;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.joinAnew;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.part;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.refused;
import static org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Wire.there;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** A master may not change the nick of somebody who joins through a mirror. If it does, he is not in. */
public class SlaveNicksTest {

    private static final String REFUSAL = "The room does not let you in with this nick. Please try another one.";
    private final Slave slave = new Slave();

    @Test
    @Conforms({"protoxep-22", "mirror-3"})
    public void aJoinWhoseNickTheMasterChangesFailsAndIsUndone() {
        for (String code : new String[] {"110", "210"}) {
            slave.asks("Kev").asks("Amy").andSo();
            slave.receives(assigned("Kev2", "/Kev", code)).sends(
                refused("Kev", jid("Kev"), "modify", "not-acceptable", REFUSAL), part("Kev2"), joinAnew("Amy"));
            slave.refuses("Amy", "forbidden").andSo();
            assertTrue(slave.room().isVacant());
        }
    }

    @Test
    public void soItDoesWhereTheMasterTellsTheWholeSlave() {
        slave.has("Amy").asks("Kev").andSo().receives(assigned("Kev2", "", "210")).sends(
            refused("Kev", jid("Kev"), "modify", "not-acceptable", REFUSAL), part("Kev2"));
    }

    @Test
    public void whoHasTakenHisJoinBackIsJustGone() {
        slave.asks("Kev").leaves("Kev").andSo().receives(assigned("Kev2", "/Kev", "210"))
            .sends(goneFor("Kev", jid("Kev"), SELF), part("Kev2"));
    }

    @Test
    public void theLateAnswerToAJoinThatWasGivenUpTakesNobodyElseAlong() {
        slave.has("Amy").asks("Kev").after(Duration.ofSeconds(60)).asks("Bob").andSo();
        slave.receives(assigned("Kev", "", "110")).sends(part("Kev"), there("Kev", "Amy"));
        slave.showsGone("Kev").sends(gone("Kev", "Amy"));
        slave.receives(assigned("Bob", "", "110"));
        assertEquals(List.of("Amy", "Bob"), slave.room().audience().stream().map(LocalOccupant::nick).toList());
    }

    @Test
    public void strangersAndThoseWhoAreInAreNotConcerned() {
        slave.has("Kev").asks("Amy").asks("Bob").andSo();
        slave.receives(assigned("Dee", "", "100")).sends(there("Dee", "Kev"));
        slave.receives(assigned("Eve", "/Kev", "210"))
            .sends(there("Eve", "Kev"));
        slave.receives(assigned("Fay", "", "301")).sends(there("Fay", "Kev", "<status code='301'/>"));
    }

    @Test
    @Conforms("mirror-4")
    public void nobodyIsToldThatAStrangersPresenceIsHisOwn() {
        slave.has("Kev").receives(assigned("Eve", "/Kev", "110")).sends(there("Eve", "Kev"));
        slave.receives(assigned("Eve", "/Kev", "110").replace("<presence ", "<presence type='unavailable' "))
            .sends(goneFor("Eve", jid("Kev"), "<item affiliation='none' role='participant'/>"));
    }

    @Test
    @Conforms("mirror-3")
    public void nobodyIsToldThatHisNickHasChanged() {
        slave.has("Kev", "Amy").showsGone("Kev", "<status code='303'/>")
            .sends(part("Kev"), gone("Kev", "Kev", SELF), gone("Kev", "Amy"));
    }

    @Test
    @Conforms("mirror-4")
    public void aNickThatIsNoneOrWouldBecomeAnotherIsNobodys() {
        slave.has("Kev");
        for (String nick : new String[] {"Ke&#xad;v", "Kev&#x200e;", "Kev&#xa0;", "Kev&#x85;"}) {
            slave.shows(nick).showsGone(nick).hears(nick, "m1", "I am Kev.").receives(assigned("Eve", "/" + nick, "100"))
                .receives("<iq type='get' id='q' from='%s/%s' to='%s/%s'><x xmlns='urn:x'/></iq>"
                    .formatted(MASTER, nick, SLAVE, nick)).sends();
        }
        assertEquals(java.util.Set.of("Kev"), slave.room().shown().keySet());
    }

    private static String assigned(String nick, String to, String code) {
        return ("<presence from='%s/%s' to='%s%s'><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant'/><status code='%s'/></x></presence>")
            .formatted(MASTER, nick, SLAVE, to, code);
    }
}
