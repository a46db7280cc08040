/** Smack's integration tests against a server that is told by the properties {@code sinttest.*}. */
package org.igniterealtime.openfire.plugins.federationsuite.smacksuite;
