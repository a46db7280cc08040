/**
 * Incidents that servers tell each other of (XEP-0268): what is kept of them, for how long, and what is written down. Pure
 * rules: no input or output, no clock, no threads.
 *
 * <p>Nothing here or elsewhere in the suite acts on what an incident says: no setting, no list of blocked servers and no
 * account is ever changed by one, whoever sent it. People read it and act (XEP-0268, section 9).
 */
package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;
