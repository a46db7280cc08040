/**
 * What a server needs before it can start: ports, a home directory, a command. One class for each kind of server.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;
