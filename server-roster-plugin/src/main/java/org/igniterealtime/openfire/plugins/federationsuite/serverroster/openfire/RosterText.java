package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

/** What administrators read; the words are in the suite's texts. */
public enum RosterText {
    /** Subject of a notice; how many wait. */
    NOTICE_SUBJECT("notice.subject"),
    /** Body of a notice, for clients that show no forms; our domain, and those who wait. */
    NOTICE_BODY("notice.body"),
    /** Title of the form in a notice. */
    NOTICE_TITLE("notice.title"),
    /** Instructions of the form in a notice; how many wait. */
    NOTICE_INSTRUCTIONS("notice.instructions"),
    /** Subject of the answer to a form. */
    NOTICE_ANSWER("notice.answer"),
    /** Subject of a mail; how many wait. */
    MAIL_SUBJECT("mail.subject"),
    /** Beginning of a mail, before those who wait; our domain. */
    MAIL_BODY("mail.body"),
    /** How many more wait than a mail shows. */
    MAIL_MORE("mail.more"),
    /** End of a mail; the address of the console. */
    MAIL_WHERE("mail.where"),
    /** Why a stanza from or to another server was refused. */
    GATE_REFUSED("gate.refused"),
    /** An answer in the form. */
    CHOICE_LATER("choice.later"),
    /** An answer in the form. */
    CHOICE_APPROVE("choice.approve"),
    /** An answer in the form. */
    CHOICE_DENY("choice.deny"),
    /** An answer in the form. */
    CHOICE_BLOCK("choice.block"),
    /** Command. */
    COMMAND_REQUEST("command.request"),
    /** Command. */
    COMMAND_UNREQUEST("command.unrequest"),
    /** Command. */
    COMMAND_APPROVE("command.approve"),
    /** Command. */
    COMMAND_DENY("command.deny"),
    /** Command. */
    COMMAND_REVOKE("command.revoke"),
    /** Command. */
    COMMAND_UNDO("command.undo"),
    /** Command. */
    COMMAND_BLOCK("command.block"),
    /** Command. */
    COMMAND_UNBLOCK("command.unblock"),
    /** Command. */
    COMMAND_LIST("command.list"),
    /** Command. */
    COMMAND_DESCRIBE("command.describe"),
    /** Instructions of a command. */
    FORM_INSTRUCTIONS("form.instructions"),
    /** Instructions of the command that writes notes. */
    FORM_DESCRIBE("form.describe"),
    /** Label of a field. */
    FORM_PEER("form.peer"),
    /** Label of a field. */
    FORM_NOTE("form.note"),
    /** Label of a field. */
    FORM_EXPIRES("form.expires"),
    /** Label of a field. */
    FORM_REVIEW("form.review"),
    /** Label of a column. */
    LIST_STATE("list.state"),
    /** Label of a column. */
    LIST_PRESENCE("list.presence"),
    /** Label of a column. */
    LIST_DECISION("list.decision"),
    /** Note under the list; how many were dropped. */
    LIST_DROPPED("list.dropped"),
    /** The peer is up; since when. */
    PRESENCE_UP("presence.up"),
    /** The peer is down; since when. */
    PRESENCE_DOWN("presence.down"),
    /** An order was carried out; the peer, and how it stands. */
    RESULT_DONE("result.done"),
    /** What was given is no other server; what it was. */
    RESULT_NOT_A_PEER("result.not-a-peer"),
    /** What was given is no date; what it was. */
    RESULT_NOT_A_DATE("result.not-a-date"),
    /** A note is too long. */
    RESULT_NOTE_TOO_LONG("result.note-too-long"),
    /** Nothing could be stored; the peer. */
    RESULT_FAILED("result.failed"),
    /** It takes longer; the peer. */
    RESULT_LATER("result.later"),
    /** Whoever orders is no administrator. */
    RESULT_NOT_ALLOWED("result.not-allowed"),
    /** Refused; the peer. */
    REFUSED_NO_REQUEST_WAITS("refused.no-request-waits"),
    /** Refused; the peer. */
    REFUSED_NOTHING_TO_TAKE_BACK("refused.nothing-to-take-back"),
    /** Refused; the peer. */
    REFUSED_NOTHING_TO_UNDO("refused.nothing-to-undo"),
    /** Refused; the peer. */
    REFUSED_BLOCKED("refused.blocked"),
    /** Refused; the peer. */
    REFUSED_NOT_BLOCKED("refused.not-blocked"),
    /** Refused; the peer. */
    REFUSED_UNKNOWN_PEER("refused.unknown-peer");

    private final String key;

    RosterText(String key) {
        this.key = "roster." + key;
    }

    /** The key in the suite's texts. */
    public String key() {
        return key;
    }
}
