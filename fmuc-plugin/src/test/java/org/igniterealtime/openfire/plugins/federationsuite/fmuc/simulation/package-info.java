/**
 * A deterministic simulation: a room, its guard, mirrors and clients in one thread, with the links between them as queues
 * and one seed for everything that happens. Nothing here is a mock of our own code: codec and rules are the real ones.
 */
package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;
