package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a test which statements of {@code docs/statements.txt} it holds the code to. The table in
 * {@code docs/conformance.md} is made from these.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Conforms {

    /**
     * The statements.
     *
     * @return their identifiers
     */
    String[] value();
}
