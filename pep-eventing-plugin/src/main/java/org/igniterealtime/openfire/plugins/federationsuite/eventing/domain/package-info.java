/**
 * What a pubsub request means for presence (XEP-0207). Pure rules: an event in, effects out; no input or output, no clock,
 * no threads.
 */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;
