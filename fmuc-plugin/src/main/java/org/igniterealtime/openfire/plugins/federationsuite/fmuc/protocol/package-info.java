/**
 * The XML of FMUC (ProtoXEP 0.0.1) and of the parts of XEP-0045 it rests on: stanzas to and from immutable values.
 * Knows XML and nothing else.
 */
package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;
