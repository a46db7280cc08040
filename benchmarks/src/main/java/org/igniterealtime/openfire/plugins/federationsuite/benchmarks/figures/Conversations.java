package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/** Conversations between the same people, with and without a mirror, and what each thing done costs. Used by one thread. */
final class Conversations {

    /** The links keep 20,000 stanzas; a join into a plain room of 200 brings 400. */
    private static final int JOINS_PER_STEP = 10;

    /** What people do. */
    enum Act {
        /** Everybody behind the mirror enters, one after the other. */
        JOINS,
        /** One more enters. */
        JOIN_FURTHER,
        /** The direct occupant says something. */
        MESSAGE_DOWN,
        /** Somebody behind the mirror says something. */
        MESSAGE_UP,
        /** The direct occupant changes his status. */
        PRESENCE_DOWN,
        /** Somebody behind the mirror changes his status. */
        PRESENCE_UP;

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }


    private final Bench bench;
    private final Stage stage;
    private final ClientPool pool;
    private final Gathering.People people;
    private final int occupants;

    /**
     * Prepares conversations.
     *
     * @param occupants how many guests are there; one more comes and goes
     */
    Conversations(Bench bench, Stage stage, ClientPool pool, Gathering.People people, int occupants) {
        this.bench = bench;
        this.stage = stage;
        this.pool = pool;
        this.people = people;
        this.occupants = occupants;
    }

    int repeats() {
        return bench.scale().pick(20, 1);
    }

    private Gathering gather(int number, boolean mirror, Consumer<String> made) {
        String name = bench.addresses().room(number);
        String room = stage.capulet().room(name);
        Gathering.make(stage.capulet(), bench.addresses().host(), room);
        made.accept(name);
        pool.deliveries().reset();
        return new Gathering(bench.addresses(), pool, people, room, mirror ? stage.mirrored(name) : room);
    }

    void warmUp(int number, boolean mirror) {
        Gathering gathering = gather(number, mirror, name -> { });
        gathering.enterHost();
        gathering.enter(1);
        gathering.awaitHeard(gathering.say(0), Gathering.PATIENCE);
        gathering.awaitHeard(gathering.say(1), Gathering.PATIENCE);
        gathering.leave(1);
        gathering.disperse();
    }

    Map<Act, Wire.Step> measure(int number, boolean mirror) {
        return measure(number, mirror, EnumSet.allOf(Act.class), name -> { });
    }

    /**
     * A conversation, and what crosses for it.
     *
     * @param number which room
     * @param mirror whether the guests are behind the mirror
     * @param acts   what is done; the joins always are
     * @param made   is told the name of the room before anybody is in it
     */
    Map<Act, Wire.Step> measure(int number, boolean mirror, Set<Act> acts, Consumer<String> made) {
        Map<Act, Wire.Step> steps = new EnumMap<>(Act.class);
        Gathering gathering = gather(number, mirror, made);
        gathering.enterHost();
        try (Wire wire = new Wire(stage.link())) {
            Wire.Step joins = Wire.Step.NONE;
            for (int guest = 1; guest <= occupants; guest++) {
                gathering.enter(guest);
                if (guest % JOINS_PER_STEP == 0 || guest == occupants) {
                    joins = joins.plus(wire.step());
                }
            }
            steps.put(Act.JOINS, joins);
            gathering.enter(occupants + 1);
            steps.put(Act.JOIN_FURTHER, wire.step());
            gathering.leave(occupants + 1);
            wire.step();
            Map<Act, Supplier<Wire.Step>> further = new EnumMap<>(Map.of(Act.MESSAGE_DOWN, () -> talk(gathering, wire, 0),
                Act.MESSAGE_UP, () -> talk(gathering, wire, 1), Act.PRESENCE_DOWN, () -> change(gathering, wire, 0),
                Act.PRESENCE_UP, () -> change(gathering, wire, 1)));
            further.forEach((act, done) -> {
                if (acts.contains(act)) {
                    steps.put(act, done.get());
                }
            });
        }
        gathering.disperse();
        Gathering.quiet(stage.link());
        return steps;
    }

    private Wire.Step talk(Gathering gathering, Wire wire, int speaker) {
        for (int i = 0; i < repeats(); i++) {
            gathering.awaitHeard(gathering.say(speaker), Gathering.PATIENCE);
        }
        return wire.step();
    }

    private Wire.Step change(Gathering gathering, Wire wire, int who) {
        for (int i = 0; i < repeats(); i++) {
            gathering.show(who, i % 2 == 0 ? "away" : "chat");
        }
        return wire.step();
    }
}
