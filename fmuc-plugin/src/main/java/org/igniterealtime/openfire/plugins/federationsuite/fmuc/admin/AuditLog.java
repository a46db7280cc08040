package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

/** Where it is written down what administrators did. Does not fail. Thread-safe. */
@FunctionalInterface
public interface AuditLog {

    /**
     * Writes something down.
     *
     * @param by      who did it
     * @param event   what, in one line
     * @param details more of it; may be empty
     */
    void write(Administrator by, String event, String details);
}
