/**
 * XMPP servers of other makes, as a distribution packages them, in private folders and on loopback.
 */
package org.igniterealtime.openfire.plugins.federationsuite.acceptance.stock;
