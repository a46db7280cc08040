/**
 * What a plugin of the suite finds out about its own surroundings: immutable results without any text. The words come
 * from the suite's resource bundle, so that the page and the log say the same.
 */
package org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck;
