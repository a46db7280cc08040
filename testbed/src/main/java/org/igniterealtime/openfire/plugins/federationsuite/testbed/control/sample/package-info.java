/**
 * A plugin with one page, for tests of the testbed itself. Nothing of the testbed may be used here.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.sample;
