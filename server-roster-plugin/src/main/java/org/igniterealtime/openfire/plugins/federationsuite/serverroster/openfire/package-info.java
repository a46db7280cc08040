/** The server roster in a running Openfire: takes stanzas, lets the rules decide, sends what they say. */
package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;
