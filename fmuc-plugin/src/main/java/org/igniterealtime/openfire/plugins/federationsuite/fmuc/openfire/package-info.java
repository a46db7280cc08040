/**
 * FMUC's shell: the component of the mirror service, the interceptor that guards local rooms, settings and self-check.
 * It translates and delegates; the rules are in {@code mirror} and {@code master}.
 */
package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;
