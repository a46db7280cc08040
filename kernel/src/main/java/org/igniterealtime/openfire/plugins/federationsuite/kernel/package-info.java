/**
 * What the three plugins of the suite share: ports to the server (small interfaces, with one Openfire adapter in
 * {@code kernel.openfire} and one in memory for tests), settings, and trust. Nothing here knows Openfire's classes.
 */
package org.igniterealtime.openfire.plugins.federationsuite.kernel;
