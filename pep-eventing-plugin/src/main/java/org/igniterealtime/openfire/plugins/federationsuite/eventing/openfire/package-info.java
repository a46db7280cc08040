/** Eventing in a running Openfire: stands before the core's pubsub handler and lets the rules decide what is ours. */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;
