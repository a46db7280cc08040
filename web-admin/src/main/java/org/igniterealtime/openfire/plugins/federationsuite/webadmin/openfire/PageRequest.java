package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Parameters;

/**
 * What a page needs to know of a request.
 *
 * @param parameters what came with it
 * @param actor      the administrator: the XMPP address of the account, and the network address
 * @param account    the name of the account, as the server's security audit log has it
 * @param session    what the page keeps until the next request
 * @param texts      words in the console's language
 */
record PageRequest(Parameters parameters, Actor actor, String account, PageSession session, PageTexts texts) {

    PageRequest {
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(actor);
        Objects.requireNonNull(account);
        Objects.requireNonNull(session);
        Objects.requireNonNull(texts);
    }
}
