/**
 * XMPP clients that send what they are told and nothing else.
 */
package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;
