/**
 * What runs as the main class of a server process. Nothing of the testbed may be used here: this package is all that
 * goes to the server's class path.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.starter;
