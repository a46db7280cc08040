/**
 * The rules of eventing via pubsub (XEP-0207), and what its features have in common: an event in, effects out. Pure: no input
 * or output, no clock, no threads; the time comes with events, and ids from whoever makes a feature.
 */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;
