/**
 * A mail server for tests: takes mail and keeps it.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.mail;
