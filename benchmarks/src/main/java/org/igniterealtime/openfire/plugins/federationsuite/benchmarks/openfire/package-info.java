/**
 * What runs inside a server, with its classes.
 */
package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.openfire;
