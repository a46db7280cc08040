/**
 * Rooms as pubsub nodes (XEP-0207, section "Multi-User Chat"). Pure rules: an event in, effects out; no input or output, no
 * clock, no threads.
 */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;
