package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Rosters;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Stance;
import org.jivesoftware.openfire.roster.Roster;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.roster.RosterManager;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** The rosters of the running server. The server has those of users who are about in memory. */
final class ServerRosters implements Rosters {

    private static final Logger LOG = LoggerFactory.getLogger(ServerRosters.class);
    private static final Set<RosterItem.SubType> FROM = Set.of(RosterItem.SUB_FROM, RosterItem.SUB_BOTH);
    private static final Set<RosterItem.SubType> TO = Set.of(RosterItem.SUB_TO, RosterItem.SUB_BOTH);

    private final String domain;
    private final UserManager users;
    private final RosterManager rosters;

    ServerRosters(String domain, UserManager users, RosterManager rosters) {
        this.domain = Objects.requireNonNull(domain);
        this.users = Objects.requireNonNull(users);
        this.rosters = Objects.requireNonNull(rosters);
    }

    @Override
    public boolean isHere(JID address) {
        String asked = address.getDomain();
        return asked.equals(domain) || asked.endsWith('.' + domain);
    }

    @Override
    public boolean isAccount(JID bare) {
        if (bare.getNode() == null || !bare.getDomain().equals(domain)) {
            return false;
        }
        try {
            users.getUser(bare.getNode());
            return true;
        } catch (UserNotFoundException e) {
            LOG.trace("{} is nobody", bare);
            return false;
        }
    }

    @Override
    public Stance granted(Pair who) {
        return item(who.owner(), who.contact()).map(ServerRosters::granted).orElse(Stance.NONE);
    }

    private static Stance granted(RosterItem item) {
        if (FROM.contains(item.getSubStatus())) {
            return Stance.SUBSCRIBED;
        }
        return item.getRecvStatus() == RosterItem.RECV_SUBSCRIBE ? Stance.PENDING : Stance.NONE;
    }

    @Override
    public Stance sought(Pair who) {
        return item(who.contact(), who.owner()).map(item -> TO.contains(item.getSubStatus()) ? Stance.SUBSCRIBED
            : item.getAskStatus() == RosterItem.ASK_SUBSCRIBE ? Stance.PENDING : Stance.NONE).orElse(Stance.NONE);
    }

    @Override
    public Map<JID, Stance> contacts(JID owner) {
        Map<JID, Stance> found = new LinkedHashMap<>();
        roster(owner).ifPresent(roster -> {
            for (RosterItem item : roster.getRosterItems()) {
                if (granted(item) != Stance.NONE) {
                    found.put(item.getJid().asBareJID(), granted(item));
                }
            }
        });
        return found;
    }

    @Override
    public List<JID> sights(JID contact) {
        List<JID> found = new ArrayList<>();
        roster(contact).ifPresent(roster -> roster.getRosterItems().stream()
            .filter(item -> TO.contains(item.getSubStatus())).forEach(item -> found.add(item.getJid().asBareJID())));
        return found;
    }

    /**
     * Takes out of an owner's roster that a contact sees his presence or asks to; the owner's clients are told.
     *
     * @param who       the pair
     * @param withdrawn whether the contact's own roster is to ask no longer
     */
    void withhold(Pair who, boolean withdrawn) {
        item(who.owner(), who.contact()).ifPresent(item -> {
            if (item.getSubStatus() == RosterItem.SUB_BOTH) {
                item.setSubStatus(RosterItem.SUB_TO);
            } else if (item.getSubStatus() == RosterItem.SUB_FROM) {
                item.setSubStatus(RosterItem.SUB_NONE);
            }
            item.setRecvStatus(RosterItem.RECV_NONE);
            update(who.owner(), item);
        });
        if (withdrawn) {
            item(who.contact(), who.owner()).filter(item -> item.getAskStatus() == RosterItem.ASK_SUBSCRIBE).ifPresent(item -> {
                item.setAskStatus(RosterItem.ASK_NONE);
                update(who.contact(), item);
            });
        }
    }

    private void update(JID user, RosterItem item) {
        roster(user).ifPresent(roster -> {
            try {
                roster.updateRosterItem(item);
            } catch (UserNotFoundException e) {
                // It was removed meanwhile, which is more than we want.
                LOG.debug("{} is no longer in the roster of {}", item.getJid(), user);
            }
        });
    }

    private Optional<RosterItem> item(JID user, JID contact) {
        return roster(user).map(roster -> {
            try {
                return roster.isRosterItem(contact) ? roster.getRosterItem(contact) : null;
            } catch (UserNotFoundException e) {
                LOG.trace("{} is not in the roster of {}", contact, user);
                return null;
            }
        });
    }

    private Optional<Roster> roster(JID user) {
        if (!isAccount(user)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(rosters.getRoster(user.getNode()));
        } catch (UserNotFoundException e) {
            LOG.trace("{} has no roster", user);
            return Optional.empty();
        }
    }
}
