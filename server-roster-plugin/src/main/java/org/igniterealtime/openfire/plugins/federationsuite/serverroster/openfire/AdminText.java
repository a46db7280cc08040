package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

/** A text that administrators read; the words are in the suite's texts. Implemented by enums. */
interface AdminText {

    /** The key in the suite's texts. */
    String key();

    /** The name of the constant. */
    String name();
}
