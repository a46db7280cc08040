/**
 * The rules of slave rooms (ProtoXEP 0.0.1, the mirror's side) as pure state machines: a room and an event give the
 * next room and a list of effects. No I/O, no clock, no threads.
 */
package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;
