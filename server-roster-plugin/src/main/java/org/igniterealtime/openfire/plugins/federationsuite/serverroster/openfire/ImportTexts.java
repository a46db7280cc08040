package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Day;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Flaw;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Wish;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect.Reason;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;

/** Says in words what a line of a file would do. Thread-safe. */
final class ImportTexts {

    private final RosterTexts texts;

    ImportTexts(RosterTexts texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /** What a line would do, or why it does not. */
    String of(Wish wish) {
        if (wish.flaw().isPresent()) {
            return of(wish.domain(), wish.flaw().get());
        }
        return wish.orders().isEmpty() ? texts.of(RosterText.CHANGE_SAME)
            : wish.orders().stream().map(this::of).collect(Collectors.joining("; "));
    }

    /** That a line would not do any more what was shown. */
    String stale(Wish wish) {
        return texts.of(RosterText.CHANGE_STALE, wish.domain());
    }

    private String of(String domain, Flaw flaw) {
        if (flaw.kind() != Flaw.Kind.REFUSED) {
            return texts.of(RosterText.valueOf("IMPORT_" + flaw.kind().name()), flaw.detail());
        }
        Reason reason = Reason.valueOf(flaw.detail());
        return texts.of(reason == Reason.NO_REQUEST_WAITS ? RosterText.IMPORT_NO_REQUEST_WAITS : PeerClerk.refusal(reason),
            domain);
    }

    private String of(Order order) {
        if (order instanceof Order.Simple simple) {
            return texts.of(RosterText.valueOf("CHANGE_" + simple.name()));
        }
        if (order instanceof Order.Note note) {
            return note.text().isEmpty() ? texts.of(RosterText.CHANGE_NO_NOTE) : texts.of(RosterText.CHANGE_NOTE, note.text());
        }
        if (order instanceof Order.Expire expire) {
            return expire.at().isEmpty() ? texts.of(RosterText.CHANGE_NO_EXPIRY)
                : texts.of(RosterText.CHANGE_EXPIRES, Day.write(expire.at()));
        }
        Order.Review review = (Order.Review) order;
        return review.at().isEmpty() ? texts.of(RosterText.CHANGE_NO_REVIEW)
            : texts.of(RosterText.CHANGE_REVIEW, Day.write(review.at()));
    }
}
