/**
 * Database servers for the tests, run from programs that Maven Central has, and Openfire's way with database scripts.
 */
package org.igniterealtime.openfire.plugins.federationsuite.acceptance.database;
