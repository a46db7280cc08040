package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

/** What must be true of a peer for federation, in the order in which a newcomer has to get it right. */
enum Check {
    DOMAIN_RESOLVES("domain-resolves"),
    PORT_ANSWERS("port-answers"),
    MIRROR_RESOLVES("mirror-resolves"),
    S2S_UP("s2s-up"),
    S2S_BACK("s2s-back"),
    CERTIFICATE("certificate-covers-mirror"),
    RUNS_SUITE("runs-suite"),
    ANSWERS_FMUC("answers-fmuc"),
    ADMITS_US("admits-us"),
    CLOCKS_AGREE("clocks-agree");

    private final String id;

    Check(String id) {
        this.id = id;
    }

    /** Its name in results and texts. */
    String id() {
        return id;
    }
}
