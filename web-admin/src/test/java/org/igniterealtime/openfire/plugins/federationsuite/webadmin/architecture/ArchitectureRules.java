package org.igniterealtime.openfire.plugins.federationsuite.webadmin.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;

/** The house, as rules: docs say why, these say when it is no longer so. */
final class ArchitectureRules {

    static final String ROOT = "org.igniterealtime.openfire.plugins.federationsuite.";
    private static final String[] SHELLS = {ROOT + "*.openfire.."};
    /** The rooms of rules and syntax: what comes out depends on what goes in, and on nothing else. */
    private static final String[] PURE = {
        ROOT + "*.domain..", ROOT + "*.protocol..", ROOT + "*.mirror..", ROOT + "*.master..", ROOT + "*.supervisor..",
        ROOT + "*.page..", ROOT + "*.csv..", ROOT + "*.admin..", ROOT + "*.incident..",
        ROOT + "*.metrics..", ROOT + "kernel.selfcheck.."};
    private static final List<Class<?>> WATCHES = List.of(Clock.class, Instant.class, InstantSource.class, LocalDate.class,
        LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class);

    static final ArchRule KERNEL_KNOWS_NOBODY = noClasses().that().resideInAPackage(ROOT + "kernel..")
        .should().dependOnClassesThat()
        .resideInAnyPackage(room("serverroster"), room("fmuc"), room("eventing"), room("webadmin"));

    static final ArchRule SERVER_ROSTER_KNOWS_ONLY_THE_KERNEL = knowsOnlyTheKernel("serverroster", "fmuc", "eventing");
    static final ArchRule FMUC_KNOWS_ONLY_THE_KERNEL = knowsOnlyTheKernel("fmuc", "serverroster", "eventing");
    static final ArchRule EVENTING_KNOWS_ONLY_THE_KERNEL = knowsOnlyTheKernel("eventing", "serverroster", "fmuc");

    static final ArchRule ALL_LIVE_IN_A_KNOWN_ROOM = noClasses().should().resideOutsideOfPackages(
        room("kernel"), room("serverroster"), room("fmuc"), room("eventing"), room("webadmin"));

    static final ArchRule ROOMS_HAVE_NO_CYCLES = slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    static final ArchRule ONLY_SHELLS_KNOW_THE_SERVER = noClasses().that().resideOutsideOfPackages(SHELLS)
        .should().dependOnClassesThat().resideInAnyPackage("org.jivesoftware..", "javax.servlet..", "java.sql..", "javax.sql..");

    static final ArchRule PURE_ROOMS_HAVE_NO_CLOCK = noClasses().that().resideInAnyPackage(PURE)
        .should().callMethodWhere(describe("reads the time", call ->
            call.getTargetOwner().isEquivalentTo(System.class) && call.getName().matches("currentTimeMillis|nanoTime")
                || WATCHES.stream().anyMatch(call.getTargetOwner()::isEquivalentTo)
                    && call.getName().matches("now|system.*|tick.*")));

    static final ArchRule PURE_ROOMS_HAVE_NO_THREADS = noClasses().that().resideInAnyPackage(PURE)
        .should().dependOnClassesThat().haveNameMatching(
            "java\\.lang\\.(Thread|ThreadLocal|Runtime|Process.*)|java\\.util\\.(Timer|TimerTask)"
                + "|java\\.util\\.concurrent\\.([A-Za-z]*Executor[A-Za-z]*|CompletableFuture|ForkJoin.*|Future)");

    static final ArchRule PURE_ROOMS_DO_NOTHING_OUTSIDE = noClasses().that().resideInAnyPackage(PURE)
        .should().dependOnClassesThat().resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..", "org.slf4j..",
            "javax.naming..")
        .orShould().dependOnClassesThat().haveNameMatching("java\\.io\\.File.*");

    static final ArchRule NOTHING_STATIC_CHANGES = fields().that().areStatic().should().beFinal();

    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
        .should().haveNameMatching(".*(Impl|Utils?|Helpers?|Misc|Stuff)(\\$.*)?");

    static final ArchRule STANZAS_DO_NOT_OVERTAKE = noClasses()
        .should().dependOnClassesThat().haveFullyQualifiedName("org.xmpp.component.AbstractComponent")
        .because("it handles stanzas on 17 threads");

    static final ArchRule NOBODY_ENDS_THE_SERVER = noClasses().should().callMethodWhere(
        describe("ends the server, or hooks into its end", call -> call.getName().matches("exit|halt|addShutdownHook")
            && (call.getTargetOwner().isEquivalentTo(System.class) || call.getTargetOwner().isEquivalentTo(Runtime.class))))
        .because("a shutdown hook keeps the plugin's class loader for as long as the server runs");

    private ArchitectureRules() {
    }

    private static String room(String name) {
        return ROOT + name + "..";
    }

    private static ArchRule knowsOnlyTheKernel(String name, String... others) {
        return noClasses().that().resideInAPackage(room(name))
            .should().dependOnClassesThat().resideInAnyPackage(room(others[0]), room(others[1]), room("webadmin"));
    }

    private static DescribedPredicate<JavaCall<?>> describe(String text, Predicate<JavaCall<?>> test) {
        return DescribedPredicate.describe(text, test);
    }
}
