/**
 * The figures: what the suite costs and saves, measured against plain Openfire in the same run.
 */
package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;
