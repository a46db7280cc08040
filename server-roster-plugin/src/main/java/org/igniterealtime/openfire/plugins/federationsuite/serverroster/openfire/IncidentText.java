package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

/** What administrators read about incidents; the words are in the suite's texts. */
public enum IncidentText implements AdminText {
    /** Subject of a notice; how many wait. */
    NOTICE_SUBJECT("notice.subject"),
    /** Body of a notice; whose wait, how many are kept aside. */
    NOTICE_BODY("notice.body"),
    /** Command. */
    COMMAND_LIST("command.list"),
    /** Command. */
    COMMAND_SHOW("command.show"),
    /** Command. */
    COMMAND_SEND("command.send"),
    /** Command. */
    COMMAND_AGAIN("command.again"),
    /** Command. */
    COMMAND_HANDLE("command.handle"),
    /** Command. */
    COMMAND_REMOVE("command.remove"),
    /** Instructions of the commands about one incident. */
    FORM_ONE("form.one"),
    /** Instructions of the command that sends. */
    FORM_SEND("form.send"),
    /** Label of a field. */
    FIELD_ID("field.id"),
    /** Label of a field. */
    FIELD_DIRECTION("field.direction"),
    /** Label of a field. */
    FIELD_PEER("field.peer"),
    /** Label of a field. */
    FIELD_PEERS("field.peers"),
    /** Label of a field. */
    FIELD_KIND("field.kind"),
    /** Label of a field. */
    FIELD_ABOUT("field.about"),
    /** Label of a field. */
    FIELD_ABOUT_SEND("field.about-send"),
    /** Label of a field. */
    FIELD_RELATED("field.related"),
    /** Label of a field. */
    FIELD_RELATED_SEND("field.related-send"),
    /** Label of a field. */
    FIELD_STATE("field.state"),
    /** Label of a field. */
    FIELD_STATUS("field.status"),
    /** Label of a field. */
    FIELD_ANSWER("field.answer"),
    /** Label of a field. */
    FIELD_AT("field.at"),
    /** Label of a field. */
    FIELD_HANDLED("field.handled"),
    /** Label of a field. */
    FIELD_PURPOSE("field.purpose"),
    /** Label of a field. */
    FIELD_ACTION("field.action"),
    /** Label of a field. */
    FIELD_ACTIONS("field.actions"),
    /** Label of a field. */
    FIELD_START("field.start"),
    /** Label of a field. */
    FIELD_END("field.end"),
    /** Label of a field. */
    FIELD_REPORTED("field.reported"),
    /** Label of a field. */
    FIELD_TEXT("field.text"),
    /** Label of a field. */
    FIELD_SOURCES("field.sources"),
    /** Label of a field. */
    FIELD_TARGETS("field.targets"),
    /** Label of a field. */
    FIELD_CONTACTS("field.contacts"),
    /** A direction. */
    DIRECTION_IN("direction.in"),
    /** A direction. */
    DIRECTION_OUT("direction.out"),
    /** A kind. */
    KIND_REPORT("kind.report"),
    /** A kind. */
    KIND_INQUIRY("kind.inquiry"),
    /** A kind. */
    KIND_REQUEST("kind.request"),
    /** A kind. */
    KIND_RESPONSE("kind.response"),
    /** A state. */
    STATE_NEW("state.new"),
    /** A state. */
    STATE_UPDATED("state.updated"),
    /** A state. */
    STATE_RESOLVED("state.resolved"),
    /** A state. */
    STATE_WAITING("state.waiting"),
    /** A state. */
    STATE_DELIVERED("state.delivered"),
    /** A state. */
    STATE_REFUSED("state.refused"),
    /** A state. */
    STATE_NO_ANSWER("state.no-answer"),
    /** Added to the state of what is kept aside. */
    ASIDE("aside"),
    /** Who has handled it, and when. */
    HANDLED_BY("handled-by"),
    /** Note under the list; how many are not shown. */
    LIST_MORE("list.more"),
    /** Note under the list; how many were dropped. */
    LIST_DROPPED("list.dropped"),
    /** Sent; to whom, and the number of the incident. */
    RESULT_SENT("result.sent"),
    /** Sent again; to whom. */
    RESULT_AGAIN("result.again"),
    /** Handled; whose. */
    RESULT_HANDLED("result.handled"),
    /** Not handled any more; whose. */
    RESULT_REOPENED("result.reopened"),
    /** Removed; whose. */
    RESULT_REMOVED("result.removed"),
    /** Put back; whose. */
    RESULT_RESTORED("result.restored"),
    /** Not put back, because as many are kept as may be. */
    RESULT_FULL("result.full"),
    /** There is no such incident; what was given. */
    RESULT_NOT_FOUND("result.not-found"),
    /** It needs no handling. */
    RESULT_NOT_OPEN("result.not-open"),
    /** Nobody has handled it, or nobody has to. */
    RESULT_NOT_HANDLED("result.not-handled"),
    /** It cannot be sent again. */
    RESULT_NOT_OURS("result.not-ours"),
    /** It has changed meanwhile. */
    RESULT_CHANGED("result.changed"),
    /** Whoever orders is no administrator. */
    RESULT_NOT_ALLOWED("result.not-allowed"),
    /** That server has not been approved; its domain. */
    RESULT_NOT_A_BUDDY("result.not-a-buddy"),
    /** There is nobody to send to. */
    RESULT_NO_BUDDY("result.no-buddy"),
    /** Too many wait for an answer. */
    RESULT_TOO_MANY("result.too-many"),
    /** The database did not do it. */
    RESULT_FAILED("result.failed"),
    /** Refused; what was written. */
    REFUSED_NOT_A_KIND("refused.not-a-kind"),
    /** Refused; what was written. */
    REFUSED_NOT_A_STATUS("refused.not-a-status"),
    /** Refused; what was written. */
    REFUSED_NOT_A_PURPOSE("refused.not-a-purpose"),
    /** Refused; what was written. */
    REFUSED_NOT_AN_ACTION("refused.not-an-action"),
    /** Refused; what was written. */
    REFUSED_NOT_A_DOMAIN("refused.not-a-domain"),
    /** Refused; what was written. */
    REFUSED_NOT_AN_ADDRESS("refused.not-an-address"),
    /** Refused; what was written. */
    REFUSED_NOT_A_TIME("refused.not-a-time"),
    /** Refused; what was written. */
    REFUSED_NOT_AN_INCIDENT("refused.not-an-incident"),
    /** Refused. */
    REFUSED_ABOUT_NOTHING("refused.about-nothing"),
    /** Refused. */
    REFUSED_NO_DESCRIPTION("refused.no-description"),
    /** Refused; the limit. */
    REFUSED_TOO_LONG("refused.too-long");

    private final String key;

    IncidentText(String key) {
        this.key = "incident." + key;
    }

    @Override
    public String key() {
        return key;
    }
}
