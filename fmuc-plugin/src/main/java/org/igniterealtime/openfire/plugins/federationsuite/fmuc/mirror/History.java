package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;

/**
 * What a slave room remembers for those who come later: its last messages, within bounds, and its subject.
 *
 * @param messages oldest first
 * @param subject  the last change of the subject that came over the link, also if it said that there is none; empty if
 *                 nothing was said of it yet
 */
public record History(List<Heard> messages, Optional<Heard> subject) {

    /** Of a room that nobody has heard anything in. */
    public static final History EMPTY = new History(List.of(), Optional.empty());

    /** Copies the list. */
    public History {
        messages = List.copyOf(messages);
    }

    /**
     * Remembers a message and forgets the oldest ones until the bounds are kept.
     *
     * @param message   the newest
     * @param most      how many messages at most
     * @param mostChars how many characters of XML at most, all together
     */
    History with(Heard message, int most, int mostChars) {
        List<Heard> all = new ArrayList<>(messages);
        all.add(message);
        int weight = all.stream().mapToInt(Heard::weight).sum();
        int first = 0;
        while (first < all.size() && (all.size() - first > most || weight > mostChars)) {
            weight -= all.get(first).weight();
            first++;
        }
        return new History(all.subList(first, all.size()), subject);
    }

    History withSubject(Heard change) {
        return new History(messages, Optional.of(change));
    }

    /**
     * What a client gets that enters (XEP-0045, section 7.2.14).
     *
     * @param request the client's limits
     * @param now     the time
     * @return messages, oldest first
     */
    List<Heard> answer(HistoryRequest request, Instant now) {
        Instant start = request.since().orElse(Instant.MIN);
        if (request.seconds().isPresent()) {
            Instant recent = now.minusSeconds(request.seconds().getAsInt());
            start = recent.isAfter(start) ? recent : start;
        }
        int most = request.maxStanzas().orElse(Integer.MAX_VALUE);
        int chars = request.maxChars().orElse(Integer.MAX_VALUE);
        List<Heard> newestFirst = new ArrayList<>();
        for (int i = messages.size() - 1; i >= 0 && newestFirst.size() < most; i--) {
            Heard heard = messages.get(i);
            if (heard.at().isBefore(start)) {
                // Those before it may be younger: a user may say of a message that it is old.
                continue;
            }
            chars -= heard.payload().weight();
            if (chars < 0) {
                break;
            }
            newestFirst.add(heard);
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
