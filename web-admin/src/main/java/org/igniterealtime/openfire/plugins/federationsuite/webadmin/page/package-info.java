/** What the pages show and understand, apart from HTTP and from the server. */
package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;
