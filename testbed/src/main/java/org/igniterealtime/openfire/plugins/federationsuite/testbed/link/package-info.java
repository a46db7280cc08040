/**
 * What lies between two servers: relays on loopback that count bytes, tap stanzas, and can be cut.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;
