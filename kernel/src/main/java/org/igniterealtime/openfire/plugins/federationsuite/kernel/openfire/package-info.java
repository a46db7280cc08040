/**
 * The kernel's Openfire adapters. What differs between Openfire versions is kept in
 * {@link org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.OpenfireServer}, with the reason beside it.
 */
package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;
