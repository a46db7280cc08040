package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

/** A payload that is not what its node takes. The message is for the client's author, and repeats nothing of the payload. */
public final class MalformedPayloadException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message one sentence
     */
    public MalformedPayloadException(String message) {
        super(message);
    }
}
