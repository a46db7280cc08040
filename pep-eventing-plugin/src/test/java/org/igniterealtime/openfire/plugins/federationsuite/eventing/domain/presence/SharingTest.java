package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BALCONY;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BARD;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.GLOBE;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.JULIET;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;
import org.xmpp.packet.JID;

/** What nodes of a cluster tell each other of forms, and of the clients that can be given them. */
public class SharingTest extends PresenceScene {

    private final List<String> told = new ArrayList<>();
    private final Sharing others = new Sharing() {
        @Override
        public void asked(Pair who, String id) {
            told.add("asked " + who.owner() + ' ' + who.contact() + ' ' + id);
        }

        @Override
        public void doesPubsub(JID client) {
            told.add("does " + client);
        }
    };

    @Test
    public void aClientThatDoesPubsubIsToldOfOnce() {
        world.theFeature().share(others);
        world.doesPubsub(BALCONY);
        world.doesPubsub(BALCONY);
        assertEquals(List.of("does " + BALCONY), told);
    }

    @Test
    public void eachFormIsToldOfAndWhoComesLaterIsToldOfAllThatWait() {
        world.theFeature().share(others);
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        String form = "asked " + JULIET + ' ' + BARD + ' ' + formId(BARD);
        assertEquals(List.of("does " + BALCONY, form), told);

        told.clear();
        world.theFeature().tellAll(others);
        assertEquals(List.of(form, "does " + BALCONY), told);
    }

    @Test
    public void aFormThatAnotherNodeGaveIsAnsweredHere() {
        World other = new World();
        other.theFeature().share(world.theFeature().learning());
        other.doesPubsub(BALCONY);
        other.online(BALCONY);
        other.subscribe(GLOBE, JULIET);
        String id = other.routed.stream().filter(stanza -> stanza.toXML().contains("#subscribe_authorization")).findFirst()
            .orElseThrow().getID();

        world.granted.putAll(other.granted);
        assertTrue(world.pass(answer(BALCONY, "capulet.lit", id, BARD, "1"), true));
        assertEquals(List.of("subscribed juliet@capulet.lit > bard@montague.lit"), world.routed());
    }
}
