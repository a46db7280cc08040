package org.igniterealtime.openfire.plugins.federationsuite.webadmin.architecture;

import static org.junit.Assert.assertTrue;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.igniterealtime.openfire.plugins.federationsuite.fixture.domain.BadRulesImpl;
import org.junit.Test;

/** A rule that nothing can break holds nothing: each of these is broken by one class. */
public class ArchitectureRulesTest {

    @Test
    public void eachRuleNoticesItsBreach() {
        JavaClasses bad = new ClassFileImporter().importClasses(BadRulesImpl.class);
        for (ArchRule rule : List.of(
                ArchitectureRules.ALL_LIVE_IN_A_KNOWN_ROOM,
                ArchitectureRules.ONLY_SHELLS_KNOW_THE_SERVER,
                ArchitectureRules.PURE_ROOMS_HAVE_NO_CLOCK,
                ArchitectureRules.PURE_ROOMS_HAVE_NO_THREADS,
                ArchitectureRules.PURE_ROOMS_DO_NOTHING_OUTSIDE,
                ArchitectureRules.NOTHING_STATIC_CHANGES,
                ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS,
                ArchitectureRules.STANZAS_DO_NOT_OVERTAKE,
                ArchitectureRules.NOBODY_ENDS_THE_SERVER)) {
            assertTrue(rule.getDescription(), rule.evaluate(bad).hasViolation());
        }
    }
}
