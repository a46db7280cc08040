package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rule of the design, or the statement of a specification, that a test checks. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Rule.Several.class)
public @interface Rule {

    /** The rule, as {@code side: name}, such as {@code master: representative election}. */
    String value();

    /** Several rules of one test. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Several {
        /** The rules. */
        Rule[] value();
    }
}
