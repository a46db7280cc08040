package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.HashSet;
import java.util.Set;

import org.xmpp.packet.JID;

/** A server that forbids what a test says, and allows the rest. */
public final class TestAccess implements Gate.Access {

    private final Set<String> refusedDomains = new HashSet<>();
    private final Set<JID> confined = new HashSet<>();
    private int mirrors = 1;
    private JID guest;

    /** No stanza may go there. */
    public TestAccess refuse(String domain) {
        refusedDomains.add(domain);
        return this;
    }

    /** This user may send nothing to other servers. */
    public TestAccess confine(String user) {
        confined.add(new JID(user));
        return this;
    }

    /** So many mirrors may be between a user and a room. */
    public TestAccess chain(int most) {
        mirrors = most;
        return this;
    }

    /** A user of another server is in through a mirror of that server's. */
    public TestAccess host(String user) {
        guest = new JID(user);
        return this;
    }

    @Override
    public boolean mayReach(String domain) {
        return !refusedDomains.contains(domain);
    }

    @Override
    public boolean mayLeave(JID user) {
        return !confined.contains(user);
    }

    @Override
    public int mostMirrors(JID master) {
        return mirrors;
    }

    @Override
    public boolean isGuest(JID slave, JID user) {
        return user.equals(guest);
    }
}
