package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Typed settings over text properties. Thread-safe; reading is a map lookup and may be done for each stanza. */
public interface Settings {

    /** Before every key of ours, where the server keeps properties of others too. */
    String PREFIX = "plugin.federationsuite.";

    /**
     * What an administrator set.
     *
     * @param setting which one
     * @param <T>     its type
     * @return the value, or empty where none is set or what is set cannot be read (which is logged once)
     */
    <T> Optional<T> find(Setting<T> setting);

    /**
     * Sets a value and tells the listeners.
     *
     * @param setting which one
     * @param value   its new value
     * @param <T>     its type
     */
    <T> void set(Setting<T> setting, T value);

    /**
     * Takes back what was set, and tells the listeners.
     *
     * @param setting which one
     */
    void remove(Setting<?> setting);

    /** The keys of all that is set of ours, without the prefix. Not quick: it looks through all of the server's. */
    Set<String> keys();

    /**
     * Calls a listener after each change of a setting of ours, on the thread that made the change.
     *
     * @param listener gets the key without the prefix
     * @return stops the calls
     */
    Subscription onChange(Consumer<String> listener);

    /** The value of a setting, or its default. */
    default <T> T get(Setting<T> setting) {
        return find(setting).orElse(setting.defaultValue());
    }

    /** The value of a setting for one peer, else in general, else its default. */
    default <T> T get(Setting<T> setting, String peerDomain) {
        return get(setting, List.of(setting.forPeer(peerDomain)));
    }

    /**
     * The value of the first of some special settings that is set, else in general, else the default.
     *
     * @param setting the general one
     * @param special from the most special one to the least
     * @param <T>     its type
     */
    default <T> T get(Setting<T> setting, List<Setting<T>> special) {
        return special.stream().map(this::find).flatMap(Optional::stream).findFirst().orElseGet(() -> get(setting));
    }

    /** Something that was begun and can be ended, without the checked exception of its parent. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
