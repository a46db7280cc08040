/**
 * The presence that two servers exchange in their own names: XEP-0267 (Server Buddies, also called Server Rosters), which
 * is RFC 6121's presence between bare domains. Knows XML and nothing else.
 */
package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;
