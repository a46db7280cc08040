/**
 * The rules of a master room (ProtoXEP 0.0.1, the MUC's side): which of a slave's stanzas pass as the user's own, and
 * which copies that the room sends go to a slave, once. The real room does all access control. Pure, as the rules of
 * the mirror are.
 */
package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;
