/**
 * Database servers for the testbed, run from programs that Maven Central has. PostgreSQL's come with this module; those of
 * MariaDB and the driver of HSQLDB are on the class path of whoever wants them.
 */
package org.igniterealtime.openfire.plugins.federationsuite.databases;
