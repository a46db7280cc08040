package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.jivesoftware.util.JiveGlobals;
import org.jivesoftware.util.PropertyEventDispatcher;
import org.jivesoftware.util.PropertyEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings in Openfire's system properties. Openfire's own typed properties exist from 4.4 on only, so the types are
 * ours. A value that cannot be read counts as not set and is logged, once for each text.
 */
public final class JiveSettings implements Settings {

    private static final Logger LOG = LoggerFactory.getLogger(JiveSettings.class);
    /** Unreadable texts remembered, so that one typing mistake is one line in the log. An administrator makes few. */
    private static final int MOST_COMPLAINTS = 200;

    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    @Override
    public <T> Optional<T> find(Setting<T> setting) {
        String text = JiveGlobals.getProperty(PREFIX + setting.key());
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.reader().apply(text));
        } catch (IllegalArgumentException e) {
            if (complained.size() < MOST_COMPLAINTS && complained.add(setting.key() + '=' + text)) {
                LOG.warn("Property {}{} cannot be read ({}); its default counts: {}", PREFIX, setting.key(),
                    e.getMessage(), setting.writer().apply(setting.defaultValue()));
            }
            return Optional.empty();
        }
    }

    @Override
    public <T> void set(Setting<T> setting, T value) {
        JiveGlobals.setProperty(PREFIX + setting.key(), setting.writer().apply(value));
    }

    @Override
    public void remove(Setting<?> setting) {
        JiveGlobals.deleteProperty(PREFIX + setting.key());
    }

    @Override
    public Set<String> keys() {
        return JiveGlobals.getPropertyNames().stream().filter(name -> name.startsWith(PREFIX))
            .map(name -> name.substring(PREFIX.length())).collect(Collectors.toSet());
    }

    @Override
    public Subscription onChange(Consumer<String> listener) {
        PropertyEventListener adapter = new Changes(listener);
        PropertyEventDispatcher.addListener(adapter);
        return () -> PropertyEventDispatcher.removeListener(adapter);
    }

    /** Passes on changes of our own properties only. */
    private static final class Changes implements PropertyEventListener {

        private final Consumer<String> listener;

        Changes(Consumer<String> listener) {
            this.listener = Objects.requireNonNull(listener);
        }

        @Override
        public void propertySet(String property, Map<String, Object> params) {
            tell(property);
        }

        @Override
        public void propertyDeleted(String property, Map<String, Object> params) {
            tell(property);
        }

        @Override
        public void xmlPropertySet(String property, Map<String, Object> params) {
            tell(property);
        }

        @Override
        public void xmlPropertyDeleted(String property, Map<String, Object> params) {
            tell(property);
        }

        private void tell(String property) {
            if (property.startsWith(PREFIX)) {
                listener.accept(property.substring(PREFIX.length()));
            }
        }
    }
}
