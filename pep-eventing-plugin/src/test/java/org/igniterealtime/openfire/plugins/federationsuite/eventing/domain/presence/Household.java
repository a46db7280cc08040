package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What the server capulet.lit has that rules ask for: rosters, clients, and a table. Two people have accounts. */
public class Household implements Rosters, Clients, EntryStore {

    /** Who has an account. */
    public static final JID JULIET = new JID("juliet@capulet.lit");
    /** Who has one, too. */
    public static final JID NURSE = new JID("nurse@capulet.lit");

    final Map<Pair, Stance> granted = new LinkedHashMap<>();
    final Map<Pair, Stance> sought = new LinkedHashMap<>();
    final Map<JID, Presence> present = new LinkedHashMap<>();
    final Set<JID> wanting = new HashSet<>();
    final Set<JID> hiddenFrom = new HashSet<>();
    final Map<Pair, Dated> stored = new HashMap<>();
    boolean broken;
    /** What happens, once, while somebody looks into a roster. */
    Runnable meanwhile = () -> { };

    /**
     * A client is there from now on.
     *
     * @return what it says of itself
     */
    public final Presence comes(JID client) {
        Presence presence = new Presence();
        presence.setFrom(client);
        present.put(client, presence);
        return presence;
    }

    /** What a stanza does to rosters, as far as it does anything. */
    public final void serve(Packet stanza) {
        if (!(stanza instanceof Presence presence) || presence.getTo() == null || presence.getType() == null) {
            return;
        }
        Pair asking = Pair.of(presence.getTo(), presence.getFrom());
        Pair deciding = Pair.of(presence.getFrom(), presence.getTo());
        switch (presence.getType()) {
            case subscribe -> {
                granted.merge(asking, Stance.PENDING, (before, now) -> before);
                sought.merge(asking, Stance.PENDING, (before, now) -> before);
            }
            case subscribed -> {
                granted.put(deciding, Stance.SUBSCRIBED);
                sought.put(deciding, Stance.SUBSCRIBED);
            }
            case unsubscribed -> {
                granted.remove(deciding);
                sought.remove(deciding);
            }
            case unsubscribe -> {
                granted.computeIfPresent(asking, (who, stance) -> stance == Stance.PENDING ? stance : null);
                sought.computeIfPresent(asking, (who, stance) -> stance == Stance.PENDING ? stance : null);
            }
            default -> { }
        }
    }

    @Override
    public boolean isAccount(JID bare) {
        return bare.equals(JULIET) || bare.equals(NURSE);
    }

    @Override
    public Stance granted(Pair who) {
        Runnable first = meanwhile;
        meanwhile = () -> { };
        first.run();
        return granted.getOrDefault(who, Stance.NONE);
    }

    @Override
    public Stance sought(Pair who) {
        return sought.getOrDefault(who, Stance.NONE);
    }

    @Override
    public Map<JID, Stance> contacts(JID owner) {
        Map<JID, Stance> found = new LinkedHashMap<>();
        granted.forEach((who, stance) -> {
            if (who.owner().equals(owner)) {
                found.put(who.contact(), stance);
            }
        });
        return found;
    }

    @Override
    public List<JID> sights(JID contact) {
        return sought.entrySet().stream().filter(one -> one.getKey().contact().equals(contact)
            && one.getValue() == Stance.SUBSCRIBED).map(one -> one.getKey().owner()).toList();
    }

    @Override
    public boolean isHere(JID address) {
        return address.getDomain().equals("capulet.lit");
    }

    @Override
    public List<Presence> present(JID user) {
        return present.values().stream().filter(one -> one.getFrom().asBareJID().equals(user)).map(Presence::createCopy).toList();
    }

    @Override
    public boolean wantsNotices(JID client) {
        return wanting.contains(client);
    }

    @Override
    public boolean mayTell(Presence presence, JID contact) {
        return !hiddenFrom.contains(contact);
    }

    @Override
    public List<Dated> load() {
        return List.copyOf(stored.values());
    }

    @Override
    public Optional<Dated> find(Pair who) {
        return Optional.ofNullable(stored.get(who));
    }

    @Override
    public boolean put(Dated entry) {
        if (!broken) {
            stored.put(entry.entry().who(), entry);
        }
        return !broken;
    }

    @Override
    public boolean remove(Pair who) {
        if (!broken) {
            stored.remove(who);
        }
        return !broken;
    }
}
