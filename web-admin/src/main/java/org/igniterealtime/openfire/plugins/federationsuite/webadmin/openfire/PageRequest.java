package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Parameters;

/**
 * What a page needs to know of a request.
 *
 * @param parameters what came with it
 * @param actor      the administrator: the XMPP address of the account, and the network address
 * @param session    what the page keeps until the next request
 * @param texts      words in the console's language
 */
record PageRequest(Parameters parameters, Actor actor, PageSession session, PageTexts texts) {

    PageRequest {
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(actor);
        Objects.requireNonNull(session);
        Objects.requireNonNull(texts);
    }
}
