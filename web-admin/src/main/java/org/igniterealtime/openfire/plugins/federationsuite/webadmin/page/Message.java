package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

/** Something that a page says after it did, or did not do, what an administrator asked for. Implemented by enums. */
public interface Message {

    /** The key of its words in the suite's texts. */
    String key();

    /** How it is meant. */
    Kind kind();

    /** How a message is meant: its colour and its picture. */
    enum Kind {
        /** Done. */
        SUCCESS,
        /** Done, or on its way, with something to know about it. */
        INFO,
        /** Not done. */
        ERROR
    }
}
