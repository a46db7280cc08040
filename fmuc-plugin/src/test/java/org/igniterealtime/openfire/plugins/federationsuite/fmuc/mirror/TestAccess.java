package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.HashSet;
import java.util.Set;

import org.xmpp.packet.JID;

/** A server that forbids what a test says, and allows the rest. */
public final class TestAccess implements Gate.Access {

    private final Set<String> refusedDomains = new HashSet<>();
    private final Set<JID> confined = new HashSet<>();
    private boolean chains;

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

    /** Mirrors may be mirrored. */
    public TestAccess chain() {
        chains = true;
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
    public boolean mayChain(JID mirror) {
        return chains;
    }
}
