/** Eventing for administrators: what they see, and what they may do. Pure. */
package org.igniterealtime.openfire.plugins.federationsuite.eventing.admin;
