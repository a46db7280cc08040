/**
 * The server roster (XEP-0267): which servers are asked, approved, refused, and what is said to them (RFC 6121, appendix A).
 * Pure rules: an event in, effects out; no input or output, no clock, no
 * threads.
 */
package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;
