/**
 * Databases for servers: what a server must know to use one, and the tables of the oldest server in the words of each.
 * The database servers themselves are with the acceptance tests: their programs are big, and the demo needs none.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;
