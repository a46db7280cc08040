package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.Arrays;

/** Whether an administrator gave a peer more trust than every approved one has. */
public enum Trusted {
    /** No. */
    NO(0),
    /** Yes; only an approved peer can have it. */
    YES(1),
    /** No longer: a revocation took it, and an undo gives it back. */
    REVOKED(2);

    private final int number;

    Trusted(int number) {
        this.number = number;
    }

    /** The number by which it is stored, which never changes. */
    public int number() {
        return number;
    }

    /**
     * What is stored by a number.
     *
     * @param number a number
     * @return what it stands for
     * @throws IllegalArgumentException if it stands for nothing
     */
    public static Trusted of(int number) {
        return Arrays.stream(values()).filter(trusted -> trusted.number == number).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No trust has the number " + number));
    }
}
