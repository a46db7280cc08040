package org.igniterealtime.openfire.plugins.federationsuite.webadmin.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.runner.RunWith;

/** Holds all modules to the rules of the house. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(packages = "org.igniterealtime.openfire.plugins.federationsuite",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutCompiledPages.class})
public class ArchitectureTest {

    @ArchTest
    final ArchRule kernel = ArchitectureRules.KERNEL_KNOWS_NOBODY;
    @ArchTest
    final ArchRule SERVER_ROSTER = ArchitectureRules.SERVER_ROSTER_KNOWS_ONLY_THE_KERNEL;
    @ArchTest
    final ArchRule fmuc = ArchitectureRules.FMUC_KNOWS_ONLY_THE_KERNEL;
    @ArchTest
    final ArchRule eventing = ArchitectureRules.EVENTING_KNOWS_ONLY_THE_KERNEL;
    @ArchTest
    final ArchRule rooms = ArchitectureRules.ALL_LIVE_IN_A_KNOWN_ROOM;
    @ArchTest
    final ArchRule cycles = ArchitectureRules.ROOMS_HAVE_NO_CYCLES;
    @ArchTest
    final ArchRule shells = ArchitectureRules.ONLY_SHELLS_KNOW_THE_SERVER;
    @ArchTest
    final ArchRule clock = ArchitectureRules.PURE_ROOMS_HAVE_NO_CLOCK;
    @ArchTest
    final ArchRule threads = ArchitectureRules.PURE_ROOMS_HAVE_NO_THREADS;
    @ArchTest
    final ArchRule outside = ArchitectureRules.PURE_ROOMS_DO_NOTHING_OUTSIDE;
    @ArchTest
    final ArchRule statics = ArchitectureRules.NOTHING_STATIC_CHANGES;
    @ArchTest
    final ArchRule names = ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS;
    @ArchTest
    final ArchRule order = ArchitectureRules.STANZAS_DO_NOT_OVERTAKE;
    @ArchTest
    final ArchRule end = ArchitectureRules.NOBODY_ENDS_THE_SERVER;

    /** What the page compiler writes is not ours to judge. */
    public static final class WithoutCompiledPages implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/webadmin/jsp/");
        }
    }
}
