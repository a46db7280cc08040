package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How a client gets in: stream, SASL PLAIN, bind, presence. Looks for words in what comes rather than parsing it: it talks to
 * a server that was started a minute ago. Not thread-safe.
 */
final class Login {

    private static final String AFTER_BIND = "<presence/>";

    private final String domain;
    private final String user;
    private final String password;
    private final String resource;
    private final StringBuilder seen = new StringBuilder();
    private State state = State.OPENED;

    private enum State { OPENED, AUTHENTICATING, RESTARTED, BINDING, IN, REFUSED }

    Login(String domain, String user, String password, String resource) {
        this.domain = domain;
        this.user = user;
        this.password = password;
        this.resource = resource;
    }

    /** What to send first. */
    String open() {
        return "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='"
            + domain + "'>";
    }

    /**
     * Takes what came.
     *
     * @return what to send then, if it is time to send something
     */
    Optional<String> received(String text) {
        seen.append(text);
        if (seen.indexOf("<failure") >= 0 || seen.indexOf("<stream:error") >= 0 || seen.indexOf("type=\"error\"") >= 0) {
            state = State.REFUSED;
            return Optional.empty();
        }
        return switch (state) {
            case OPENED -> on("</stream:features>", State.AUTHENTICATING,
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain() + "</auth>");
            case AUTHENTICATING -> on("<success", State.RESTARTED, open());
            case RESTARTED -> on("</stream:features>", State.BINDING, "<iq type='set' id='bind'>"
                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + resource + "</resource></bind></iq>");
            case BINDING -> on("</iq>", State.IN, AFTER_BIND);
            case IN, REFUSED -> Optional.empty();
        };
    }

    private Optional<String> on(String word, State next, String answer) {
        if (seen.indexOf(word) < 0) {
            return Optional.empty();
        }
        seen.setLength(0);
        state = next;
        return Optional.of(answer);
    }

    private String plain() {
        return Base64.getEncoder().encodeToString(('\0' + user + '\0' + password).getBytes(StandardCharsets.UTF_8));
    }

    boolean in() {
        return state == State.IN;
    }

    boolean refused() {
        return state == State.REFUSED;
    }

    /** What came last, for whoever wonders why it was refused. */
    String seen() {
        return seen.toString();
    }
}
