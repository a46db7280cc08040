/**
 * Presence and who sees it, by pubsub (XEP-0207, sections "Presence" and "Rosters and Presence Subscriptions"). The roster
 * is the list of subscribers; all that is kept here is who uses pubsub for it. Pure rules, as in the package above.
 */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;
