package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

/** What administrators read; the words are in the suite's texts. */
public enum RosterText implements AdminText {
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
    COMMAND_TRUST("command.trust"),
    /** Command. */
    COMMAND_UNTRUST("command.untrust"),
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
    LIST_REQUEST("list.request"),
    /** Label of a column. */
    LIST_CONTACT("list.contact"),
    /** Label of a column. */
    LIST_DECISION("list.decision"),
    /** Note under the list; how many were dropped. */
    LIST_DROPPED("list.dropped"),
    /** The peer is up; since when. */
    PRESENCE_UP("presence.up"),
    /** The peer is down; since when. */
    PRESENCE_DOWN("presence.down"),
    /** Our request waits. */
    REQUEST_WAITS("request.waits"),
    /** Our request waits, because there is no connection; the error. */
    REQUEST_NOT_REACHABLE("request.not-reachable"),
    /** Nobody answered our request. */
    REQUEST_NO_ANSWER("request.no-answer"),
    /** Our request was answered with an error; the error. */
    REQUEST_FAILED("request.failed"),
    /** Our request was approved; when. */
    REQUEST_APPROVED("request.approved"),
    /** Our request was approved faster than anybody could decide; when. */
    REQUEST_AT_ONCE("request.at-once"),
    /** What is known of a peer that came by TLS with a certificate; when it was first seen, the certificate. */
    CONTACT_CERTIFICATE("contact.certificate"),
    /** What is known of a peer that came by TLS without a certificate; when it was first seen. */
    CONTACT_TLS("contact.tls"),
    /** What is known of a peer that came in the clear; when it was first seen. */
    CONTACT_DIALBACK("contact.dialback"),
    /** What is known of a peer whose connection was gone; when it was first seen. */
    CONTACT_UNKNOWN("contact.unknown"),
    /** A peer in a notice; the peer, and what is known of it. */
    NOTICE_PEER("notice.peer"),
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
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_EMPTY("import.empty"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_TOO_LONG("import.too-long"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_UNKNOWN_COLUMN("import.unknown-column"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_COLUMN_TWICE("import.column-twice"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_NO_DOMAIN_COLUMN("import.no-domain-column"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_QUOTES("import.quotes"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_CELLS("import.cells"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_NOT_A_PEER("import.not-a-peer"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_DOMAIN_TWICE("import.domain-twice"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_UNKNOWN_STATE("import.unknown-state"),
    /** A flaw in a file; the text. */
    IMPORT_NOT_YES_OR_NO("import.not-yes-or-no"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_NOT_A_DATE("import.not-a-date"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_PAST("import.past"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_NOTE_TOO_LONG("import.note-too-long"),
    /** What is wrong with a line of a file; the text that is, or how it should be. */
    IMPORT_NO_REQUEST_WAITS("import.no-request-waits"),
    /** An order in a line of a file. */
    CHANGE_REQUEST("change.request"),
    /** An order in a line of a file. */
    CHANGE_APPROVE("change.approve"),
    /** An order in a line of a file. */
    CHANGE_REVOKE("change.revoke"),
    /** An order in a line of a file. */
    CHANGE_BLOCK("change.block"),
    /** What a line does. */
    CHANGE_TRUST("change.trust"),
    /** What a line does. */
    CHANGE_UNTRUST("change.untrust"),
    /** A note in a line of a file; the note. */
    CHANGE_NOTE("change.note"),
    /** No note in a line of a file. */
    CHANGE_NO_NOTE("change.no-note"),
    /** An end in a line of a file; the day. */
    CHANGE_EXPIRES("change.expires"),
    /** No end in a line of a file. */
    CHANGE_NO_EXPIRY("change.no-expiry"),
    /** A date for review in a line of a file; the day. */
    CHANGE_REVIEW("change.review"),
    /** No date for review in a line of a file. */
    CHANGE_NO_REVIEW("change.no-review"),
    /** A line of a file that changes nothing. */
    CHANGE_SAME("change.same"),
    /** A line of a file that would not do any more what was shown. */
    CHANGE_STALE("change.stale"),
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
    REFUSED_NOT_APPROVED("refused.not-approved"),
    /** Refused; the peer. */
    REFUSED_NOT_TRUSTED("refused.not-trusted"),
    /** Refused; the peer. */
    REFUSED_UNKNOWN_PEER("refused.unknown-peer");

    private final String key;

    RosterText(String key) {
        this.key = "roster." + key;
    }

    @Override
    public String key() {
        return key;
    }
}
