package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire.EventingFuzz;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.GuardFuzz;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire.MirrorFuzz;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.PeerGateFuzz;

/** What is fuzzed. Each has a method {@code fuzzerTestOneInput}, as Jazzer wants it, which throws where something is wrong. */
public final class Targets {

    /** All of them. */
    public static final List<Class<?>> ALL = List.of(NoticeFuzz.class, AddressFuzz.class, CsvFuzz.class, FormFuzz.class,
        IncidentFuzz.class, RoomCodecFuzz.class, FmucProtocolFuzz.class, EventingProtocolFuzz.class, PeerGateFuzz.class,
        GuardFuzz.class, MirrorFuzz.class, EventingFuzz.class);

    private Targets() {
    }

    /** Gives a target one input, and throws what it throws. */
    public static void run(Class<?> target, byte[] input) throws Throwable {
        try {
            target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
