/**
 * The admin console, seen from outside.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.console;
