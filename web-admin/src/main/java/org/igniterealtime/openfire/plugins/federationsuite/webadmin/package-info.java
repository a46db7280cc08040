/**
 * The suite as an administrator meets it: one plugin jar, its pages, three plugins that can be switched. Knows all modules;
 * no module knows it. {@code supervisor} decides what runs, {@code page} what the pages show, and {@code openfire} is the
 * shell around both.
 */
package org.igniterealtime.openfire.plugins.federationsuite.webadmin;
