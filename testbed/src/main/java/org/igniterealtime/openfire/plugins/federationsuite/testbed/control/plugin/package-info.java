/**
 * The test-only plugin through which a test looks into a running server. Nothing of the testbed may be used here: this
 * package is a plugin jar of its own, {@code testbedcontrol.jar}. It runs on every supported version; what a version
 * does not show through its API is read by reflection in {@code Inside}.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;
