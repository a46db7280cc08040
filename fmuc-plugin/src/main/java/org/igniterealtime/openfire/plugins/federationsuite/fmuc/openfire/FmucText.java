package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

/** What users read of FMUC's commands; the words are in the suite's texts. */
public enum FmucText {
    /** Command. */
    COMMAND_MIRRORS("command.mirrors"),
    /** Instructions of the command. */
    FORM_MIRRORS("form.mirrors"),
    /** Label of a field. */
    FORM_ROOM("form.room"),
    /** Label of a field. */
    FORM_ANSWER("form.answer"),
    /** An answer in the form. */
    ANSWER_ALLOW("answer.allow"),
    /** An answer in the form. */
    ANSWER_REFUSE("answer.refuse"),
    /** The form was not filled in. */
    RESULT_INCOMPLETE("result.incomplete"),
    /** Whoever asks does not own the room, or there is none; the room. */
    RESULT_NOT_OWNER("result.not-owner"),
    /** The room may be mirrored; the room. */
    RESULT_ALLOWED("result.allowed"),
    /** The room may not be mirrored; the room. */
    RESULT_REFUSED("result.refused"),
    /** Nothing was changed, because too many rooms are different from the rule; the room. */
    RESULT_TOO_MANY("result.too-many"),
    /** Said in a room: the link to its master is lost, and local talk goes on; the room. */
    LINK_LOST("link.lost"),
    /** Said in a room: the link to its master is lost, and nothing can be said; the room. */
    LINK_SILENT("link.silent"),
    /** Said in a room: the link to its master is back; the room. */
    LINK_BACK("link.back"),
    /** Said to somebody: what follows could not be sent; the room. */
    LINK_UNSENT("link.unsent"),
    /** Said to somebody who wrote to an occupant alone: that cannot be sent. */
    NODE_NO_PRIVATE("node.no-private"),
    /** Said to somebody in a room: the servers of this domain had lost each other. */
    SERVERS_APART("servers.apart");

    private final String key;

    FmucText(String key) {
        this.key = "fmuc." + key;
    }

    /** The key in the suite's texts. */
    public String key() {
        return key;
    }
}
