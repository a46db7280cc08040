package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How much the rules remember: how many entries there are in all their collections, and in those within these. */
final class Remembered {

    private static final String OURS = "org.igniterealtime.openfire.plugins.federationsuite.fmuc.";
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Remembered() {
    }

    /** The entries of all collections that can be reached from an object of the rules. */
    static int in(Object state) {
        return new Remembered().count(state);
    }

    private int count(Object thing) {
        if (thing == null || !seen.add(thing)) {
            return 0;
        }
        if (thing instanceof Optional<?> one) {
            return count(one.orElse(null));
        }
        if (thing instanceof Collection<?> all) {
            return all.size() + all.stream().mapToInt(this::count).sum();
        }
        if (thing instanceof Map<?, ?> map) {
            return map.size() + map.entrySet().stream().mapToInt(one -> count(one.getKey()) + count(one.getValue())).sum();
        }
        boolean ofTheRules = thing.getClass().getName().startsWith(OURS) && !thing.getClass().isEnum()
            && !thing.getClass().getPackageName().equals(Remembered.class.getPackageName());
        return ofTheRules ? Arrays.stream(thing.getClass().getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers())).mapToInt(field -> count(valueOf(field, thing))).sum() : 0;
    }

    private static Object valueOf(Field field, Object thing) {
        try {
            field.setAccessible(true);
            return field.get(thing);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
