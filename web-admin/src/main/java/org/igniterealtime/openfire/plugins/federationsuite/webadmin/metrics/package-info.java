/** The counters and states of the suite for programs: what there is, and how it is written down. Knows no server. */
package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;
