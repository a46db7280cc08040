package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;

/**
 * The server roster for administrators whose right has been checked: whoever calls this has seen to it, as the admin console
 * does for its pages. What comes by XMPP does not come this way. Thread-safe.
 */
public interface PeerAdministration extends AuditReader {

    /** The peers that fit a query. */
    Section<PeerView> peers(PeerQuery query);

    /** One peer, by its domain as somebody wrote it; empty if it is none, or nothing is known of it. */
    Optional<PeerView> peer(String domain);

    /**
     * Peers whose requests wait, the oldest first.
     *
     * @param most how many at most
     */
    Section<PeerView> waiting(int most);

    /** How many requests have been dropped since the start because too many waited. */
    long dropped();

    /**
     * Carries out orders about one peer, and waits a while for them to be stored. The first that is refused ends it.
     *
     * @param domain the peer's domain as somebody wrote it
     * @param orders the orders, at least one
     * @param by     the administrator
     * @return what came of the last one that was tried
     */
    Answer order(String domain, List<Order> orders, Actor by);

    /** All peers as a file that can be imported. */
    String peerFile();

    /**
     * What the import of a file would change. Changes nothing.
     *
     * @param file CSV
     * @return each line, in order
     */
    List<Change> preview(String file);

    /**
     * Imports a file: those lines of it that would still do what an administrator has seen.
     *
     * @param file CSV
     * @param seen the {@link Change#print()} of each line as it was previewed
     * @param by   the administrator
     * @return what came of each line, but for those that have been and are still as they should be
     */
    List<Outcome> apply(String file, Set<String> seen, Actor by);
}
