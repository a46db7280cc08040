package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test shows to be so, so that a table of statements and their tests can be made from the tests. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Rule {

    /** The rules, such as {@code mirror 3}; or the section of a specification, such as {@code XEP-0045 7.2.14}. */
    String[] value();
}
