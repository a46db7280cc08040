/**
 * What an administrator sees of mirrored rooms, and what he orders: views of rooms, what crossed over time, traces of the link,
 * settings of single rooms and services. Knows no server, no thread and no clock of its own.
 */
package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;
