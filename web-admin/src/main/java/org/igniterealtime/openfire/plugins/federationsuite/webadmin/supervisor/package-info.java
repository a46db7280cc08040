/** Which parts of the suite run, and what became of those that should. Pure: no threads, no server, no log. */
package org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor;
