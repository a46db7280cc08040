package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

/**
 * The parts of a conversation that are measured apart.
 */
enum Phase {
    /** Everybody of montague.lit enters, one after the other. */
    JOINS("joins"),
    /** People talk. */
    MESSAGES("messages"),
    /** Everybody of montague.lit leaves. */
    LEAVES("leaves");

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
