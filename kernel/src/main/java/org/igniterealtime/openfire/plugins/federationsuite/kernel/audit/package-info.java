/** What administrators did, and who they are, as the audit has it. Pure. */
package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;
