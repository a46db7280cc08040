/**
 * Hundreds of XMPP clients on one thread, which count what comes in instead of reading it.
 */
package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;
