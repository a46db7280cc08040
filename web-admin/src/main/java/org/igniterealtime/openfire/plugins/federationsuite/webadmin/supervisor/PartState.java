package org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor;

/** How it stands with one part of the suite. */
public enum PartState {
    /** Switched off, or not started yet. */
    OFF,
    /** Started. */
    ON,
    /** Switched on, but its start failed. */
    FAILED
}
