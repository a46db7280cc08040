package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;

/** A way to peers that keeps what is said, and that a test gives answers for. */
final class FakeLink implements PeerLink {

    final List<String> sent = new ArrayList<>();
    final Map<String, Consumer<String>> questions = new TreeMap<>();
    Contact.Way way = Contact.Way.TLS;
    String certificate = "CN=b.example";

    @Override
    public void say(DomainPresence said) {
        sent.add(said.kind().name().toLowerCase(Locale.ROOT) + " " + said.to());
    }

    @Override
    public void askForProof(String peer, Consumer<String> proof) {
        questions.put(peer, proof);
    }

    @Override
    public Contact contact(String peer, Instant now) {
        return new Contact(now, way, certificate);
    }

    /** Lets a peer answer, with "" or with an error. */
    void answer(String peer, String error) {
        questions.remove(peer).accept(error);
    }
}
