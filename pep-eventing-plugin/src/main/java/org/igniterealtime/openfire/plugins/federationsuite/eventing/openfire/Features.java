package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Feature.Passing;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RequestNames;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;

/**
 * The features of eventing, in the order in which they are asked. One that is switched off hears of nothing, from the moment
 * its switch is turned. Thread-safe.
 */
final class Features {

    private static final Logger LOG = LoggerFactory.getLogger(Features.class);

    private final Settings settings;
    private final Map<Setting<Boolean>, Feature> all;
    private volatile List<Feature> running;
    private volatile RequestNames requests;

    /**
     * Makes the list.
     *
     * @param settings where the switches are
     * @param all      the features and their switches, in order
     */
    Features(Settings settings, Map<Setting<Boolean>, Feature> all) {
        this.settings = Objects.requireNonNull(settings);
        this.all = new LinkedHashMap<>(all);
        choose();
    }

    /** From now on a switch counts when it is turned. */
    Settings.Subscription watch() {
        Settings.Subscription watching = settings.onChange(key -> {
            if (all.keySet().stream().anyMatch(one -> one.key().equals(key))) {
                choose();
            }
        });
        choose();
        return watching;
    }

    private synchronized void choose() {
        running = all.entrySet().stream().filter(one -> settings.get(one.getKey())).map(Map.Entry::getValue).toList();
        requests = running.stream().map(Feature::requests).reduce(RequestNames.NONE, RequestNames::and);
    }

    /**
     * Asks the features in their order until one has something to do.
     *
     * @param event what happened
     * @return what the first one that cares wants done; nothing if none cares
     */
    List<Effect> first(Event event) {
        for (Feature feature : running) {
            List<Effect> effects = ask(feature, event);
            if (!effects.isEmpty()) {
                return effects;
            }
        }
        return List.of();
    }

    /** Tells whether any feature may have something to do about a stanza: see {@link Feature#minds}. */
    boolean mind(Passing passing, Packet stanza, boolean local) {
        for (Feature feature : running) {
            if (feature.minds(passing, stanza, local)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a request to the server or an account may be any feature's: see {@link Feature#requests}. */
    boolean mind(IQ request) {
        return requests.areIn(request.getElement());
    }

    /**
     * Tells all features, until one stops the stanza that the event is about.
     *
     * @param event what happened
     * @return what all of them want done, in their order
     */
    List<Effect> all(Event event) {
        List<Effect> effects = List.of();
        for (Feature feature : running) {
            List<Effect> more = ask(feature, event);
            if (!more.isEmpty()) {
                effects = effects.isEmpty() ? more : Stream.concat(effects.stream(), more.stream()).toList();
                if (stops(more)) {
                    return effects;
                }
            }
        }
        return effects;
    }

    private static boolean stops(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Stop) {
                return true;
            }
        }
        return false;
    }

    /** One line for what should not happen: a stranger may decide how often it does. */
    private static List<Effect> ask(Feature feature, Event event) {
        try {
            return feature.on(event);
        } catch (RuntimeException e) {
            LOG.warn("{} failed: {}", feature.getClass().getSimpleName(), LogText.of(e));
            LOG.debug("It failed here", e);
            return List.of();
        }
    }
}
