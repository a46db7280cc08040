package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.Form;
import org.xmpp.packet.JID;

/** Note, end and review date of one peer as an ad-hoc command. What is not sent stays, what is sent empty is removed. */
final class DescribeCommand extends RosterCommand {

    private static final String NOTE = "note";
    private static final String EXPIRES = "expires";
    private static final String REVIEW = "review";

    private final PeerOffice office;
    private final RosterTexts texts;

    DescribeCommand(PeerOffice office, RosterTexts texts) {
        super(RosterCommands.PREFIX + "describe", RosterText.COMMAND_DESCRIBE, texts);
        this.office = Objects.requireNonNull(office);
        this.texts = texts;
    }

    @Override
    void fill(Form form) {
        form.instructions(texts.of(RosterText.FORM_DESCRIBE))
            .ask(PEER, "jid-single", texts.of(RosterText.FORM_PEER), true)
            .ask(NOTE, "text-single", texts.of(RosterText.FORM_NOTE), false)
            .ask(EXPIRES, "text-single", texts.of(RosterText.FORM_EXPIRES), false)
            .ask(REVIEW, "text-single", texts.of(RosterText.FORM_REVIEW), false);
    }

    @Override
    PeerOffice.Result carryOut(Map<String, List<String>> form, JID admin) {
        List<Order> orders = new ArrayList<>();
        try {
            value(form, NOTE).ifPresent(note -> orders.add(new Order.Note(note.trim())));
            value(form, EXPIRES).ifPresent(day -> orders.add(new Order.Expire(day(day))));
            value(form, REVIEW).ifPresent(day -> orders.add(new Order.Review(day(day))));
        } catch (DateTimeParseException e) {
            return new PeerOffice.Result(false, texts.of(RosterText.RESULT_NOT_A_DATE, e.getParsedString()));
        } catch (IllegalArgumentException e) {
            return new PeerOffice.Result(false, texts.of(RosterText.RESULT_NOTE_TOO_LONG, Order.Note.LONGEST));
        }
        PeerOffice.Result result = new PeerOffice.Result(false, texts.of(RosterText.RESULT_NOT_A_PEER, ""));
        for (Order order : orders) {
            result = office.carryOut(value(form, PEER).orElse(""), order, admin);
            if (!result.done()) {
                return result;
            }
        }
        return result;
    }

    /** The beginning of a day, wherever the administrator is: the time zone is that of XMPP's own dates. */
    private static Optional<Instant> day(String text) {
        return text.isBlank() ? Optional.empty()
            : Optional.of(LocalDate.parse(text.trim()).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
