/**
 * What this server answers to other servers. Pure rules: an event in, effects out; no input or output, no clock, no
 * threads.
 */
package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;
