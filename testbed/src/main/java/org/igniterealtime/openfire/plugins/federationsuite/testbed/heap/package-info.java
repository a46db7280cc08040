/**
 * What is alive in a server's memory, and what keeps it alive.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.heap;
