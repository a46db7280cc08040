package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Objects;

/**
 * Which connections there are between this server and a peer.
 *
 * @param peer the peer's domain
 * @param out  whether this server has made one
 * @param in   whether the peer has made one
 */
public record Connection(String peer, boolean out, boolean in) {

    /** Checks that nothing is missing. */
    public Connection {
        Objects.requireNonNull(peer);
    }

    /** In one word, for the key of the text. */
    String state() {
        return out && in ? "both" : out ? "out" : in ? "in" : "none";
    }
}
