/**
 * The frame of the admin console that a testbed's Openfire 4.2.0 has of its own: logging in, a menu with the
 * pages of plugins, and what is around each of them. For tests and the demo only. Nothing of the testbed may be
 * used here: this package goes into the server's web application.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;
