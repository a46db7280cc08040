/**
 * Stanzas as they crossed a wire: their exact text, and a parsed view of it.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.xml;
