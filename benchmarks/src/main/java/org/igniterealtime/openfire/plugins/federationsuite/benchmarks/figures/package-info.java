/**
 * The figures themselves, one class each, and what several of them do: a room full of people.
 */
package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;
