/**
 * The demo: two domains, one conversation through the mirror and one without, and what each cost on the wire.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;
