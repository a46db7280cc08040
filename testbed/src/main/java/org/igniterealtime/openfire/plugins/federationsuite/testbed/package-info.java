/**
 * Real Openfire servers for tests and for the demo.
 *
 * <p>A {@link org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed} holds up to four servers, each a
 * process of its own, and the links between them. Everything is on 127.0.0.1 and ends with the testbed.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed;
