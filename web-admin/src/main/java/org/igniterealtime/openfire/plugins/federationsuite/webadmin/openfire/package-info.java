/** The shell: the class that the server loads, the running suite with its threads, and the page's servlet. */
package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;
