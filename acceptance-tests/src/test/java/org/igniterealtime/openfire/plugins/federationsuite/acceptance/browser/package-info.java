/** A real browser, Debian's Chromium, at the consoles of the tests' servers. */
package org.igniterealtime.openfire.plugins.federationsuite.acceptance.browser;
