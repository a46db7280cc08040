/**
 * The stanzas of XEP-0207 (XMPP Eventing via Pubsub): XEP-0060 requests whose payloads are what ordinary clients send as
 * presence. Knows XML and nothing else.
 */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;
