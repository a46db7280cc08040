/** Peers as a file for spreadsheets: reading and writing it (RFC 4180), and what an import would change. Pure. */
package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;
