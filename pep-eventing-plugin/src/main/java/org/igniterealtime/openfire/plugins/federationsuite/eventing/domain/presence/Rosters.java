package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.List;
import java.util.Map;

import org.xmpp.packet.JID;

/** What the rosters of this server's users say. Thread-safe; answers at once; never throws. */
public interface Rosters {

    /** Whether an address is that of a registered user of this server. */
    boolean isAccount(JID bare);

    /**
     * How it stands in the owner's roster.
     *
     * @param who a pair whose owner is a user of this server
     * @return the stance; {@link Stance#NONE} if there is no such user
     */
    Stance granted(Pair who);

    /**
     * How it stands in the contact's roster.
     *
     * @param who a pair whose contact is a user of this server
     * @return the stance; {@link Stance#NONE} if there is no such user
     */
    Stance sought(Pair who);

    /**
     * The contacts of somebody who see his presence, or ask to.
     *
     * @param owner a user of this server
     * @return the contacts and how it stands with each, those with {@link Stance#NONE} left out
     */
    Map<JID, Stance> contacts(JID owner);

    /**
     * Whose presence somebody sees.
     *
     * @param contact a user of this server
     * @return those whose presence his roster says that he sees
     */
    List<JID> sights(JID contact);

    /** Whether an address is one of this server, whether or not there is such a user. */
    boolean isHere(JID address);
}
