/**
 * Nodes on which two people talk (XEP-0207, section "One-to-One Messaging"). Pure rules: an event in, effects out; no input
 * or output, no clock, no threads.
 */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk;
