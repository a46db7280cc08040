/**
 * The outside half of the testbed's plugin: what a test can ask of a running server.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.control;
