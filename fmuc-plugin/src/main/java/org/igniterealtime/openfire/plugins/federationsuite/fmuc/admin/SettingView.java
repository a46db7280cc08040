package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.List;
import java.util.Objects;

/**
 * A setting as a form shows it. Immutable.
 *
 * @param name      its name among ours, such as {@code mirror.history}
 * @param choices   its values, if it has only a few; else empty
 * @param own       what is set here; empty if nothing is
 * @param inherited what counts where nothing is set here; may be empty, where it is a list
 * @param from      where that comes from
 */
public record SettingView(String name, List<String> choices, String own, String inherited, Source from) {

    /** Where a value comes from. */
    public enum Source {
        /** It is set for the room's service. */
        SERVICE,
        /** It is set in general. */
        GENERAL,
        /** It is set nowhere. */
        DEFAULT
    }

    /** Checks that nothing is missing. */
    public SettingView {
        Objects.requireNonNull(name);
        choices = List.copyOf(choices);
        Objects.requireNonNull(own);
        Objects.requireNonNull(inherited);
        Objects.requireNonNull(from);
    }

    /**
     * What a text is found by that says what a value means, of a setting that has only a few.
     *
     * @param setting the name of the setting
     * @param choice  the value, as it is written
     * @return the same for all settings that are on or off
     */
    public static String words(String setting, String choice) {
        return choice.equals("true") || choice.equals("false") ? choice : setting + '.' + choice;
    }
}
