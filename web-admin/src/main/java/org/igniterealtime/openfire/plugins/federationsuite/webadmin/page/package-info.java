/** What the status page shows and understands, apart from HTTP and from the server. */
package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;
