/**
 * The databases that tests run on, and Openfire's way with database scripts.
 */
package org.igniterealtime.openfire.plugins.federationsuite.acceptance.database;
