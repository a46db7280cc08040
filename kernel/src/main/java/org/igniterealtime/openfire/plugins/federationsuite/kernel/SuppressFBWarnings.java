package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells SpotBugs that a finding is none, and the reader why. SpotBugs knows the annotation by its name, whatever its package; no
 * class loader ever looks for it.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface SuppressFBWarnings {

    /** The rules. */
    String[] value();

    /** Why it is no finding. */
    String justification();
}
