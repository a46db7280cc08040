package org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck;

/** How a check went. */
public enum Outcome {
    /** As it should be. */
    OK,
    /** Not as it should be; an administrator has something to do. */
    FAILED,
    /** Not known yet, or not to be found out. */
    UNKNOWN
}
