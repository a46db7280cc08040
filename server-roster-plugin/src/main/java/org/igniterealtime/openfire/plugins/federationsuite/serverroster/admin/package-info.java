/** What pages and other ways of administration see of the server roster, and how they give orders. Knows no server. */
package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;
