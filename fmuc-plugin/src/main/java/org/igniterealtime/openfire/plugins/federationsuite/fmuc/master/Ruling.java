package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;

/**
 * What a stanza leads to.
 *
 * @param room    the room afterwards
 * @param verdict what happens to the stanza itself
 * @param effects what is to be done before it goes on
 */
public record Ruling(MasterRoom room, Verdict verdict, List<Effect> effects) {

    /** Copies the list. */
    public Ruling {
        Objects.requireNonNull(room);
        Objects.requireNonNull(verdict);
        effects = List.copyOf(effects);
    }

    static Ruling pass(MasterRoom room) {
        return new Ruling(room, new Verdict.Pass(), List.of());
    }

    static Ruling drop(MasterRoom room, List<Effect> effects) {
        return new Ruling(room, new Verdict.Drop(), effects);
    }
}
