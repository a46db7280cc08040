package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Settings in memory: for tests and for the simulation. */
public final class MapSettings implements Settings {

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable(texts.get(setting.key())).flatMap(text -> {
            try {
                return Optional.of(setting.reader().apply(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public <T> void set(Setting<T> setting, T value) {
        texts.put(setting.key(), setting.writer().apply(value));
        listeners.forEach(listener -> listener.accept(setting.key()));
    }

    @Override
    public void remove(Setting<?> setting) {
        if (texts.remove(setting.key()) != null) {
            listeners.forEach(listener -> listener.accept(setting.key()));
        }
    }

    @Override
    public Set<String> keys() {
        return Set.copyOf(texts.keySet());
    }

    @Override
    public Subscription onChange(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
