/**
 * FMUC proxying: one copy of each stanza crosses the link, whatever the number of local occupants. ProtoXEP
 * "Federated MUC for constrained environments" 0.0.1, both sides: {@code mirror} has the rules of slave rooms,
 * {@code master} those of a room that is mirrored elsewhere, {@code protocol} the XML, {@code openfire} the shell.
 */
package org.igniterealtime.openfire.plugins.federationsuite.fmuc;
