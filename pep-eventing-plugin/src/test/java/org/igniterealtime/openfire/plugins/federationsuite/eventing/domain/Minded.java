package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature.Passing;

/** Tells features of events as the server does: of stanzas only if they mind them. */
public final class Minded {

    private Minded() {
    }

    /** What the feature wants done; nothing if it has said that it does not mind. */
    public static List<Effect> on(Feature feature, Event event) {
        boolean minds = true;
        if (event instanceof Event.Routing routing) {
            minds = feature.minds(Passing.ROUTING, routing.stanza(), routing.local());
        } else if (event instanceof Event.Routed routed) {
            minds = feature.minds(Passing.ROUTED, routed.stanza(), routed.local());
        } else if (event instanceof Event.Delivering delivering) {
            minds = feature.minds(Passing.DELIVERING, delivering.stanza(), true);
        } else if (event instanceof Event.Request request) {
            // Those to services come by the detour, where nobody is asked by name.
            minds = request.to().filter(to -> to.getNode() == null).isPresent()
                || feature.requests().areIn(request.stanza().getElement());
        }
        return minds ? feature.on(event) : List.of();
    }
}
