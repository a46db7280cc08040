package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.jivesoftware.openfire.keystore.CertificateStoreManager;
import org.jivesoftware.openfire.keystore.IdentityStore;
import org.jivesoftware.openfire.net.DNSUtil;
import org.jivesoftware.openfire.spi.ConnectionType;
import org.jivesoftware.util.CertificateManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates that this server shows to other servers. */
final class OwnCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);

    private final CertificateStoreManager stores;

    OwnCertificate(CertificateStoreManager stores) {
        this.stores = Objects.requireNonNull(stores);
    }

    /** Tells whether one of the certificates is valid for a name, by itself or by a wildcard. */
    Outcome covers(String name) {
        try {
            IdentityStore store = stores.getIdentityStore(ConnectionType.SOCKET_S2S);
            if (store == null) {
                return Outcome.UNKNOWN;
            }
            Collection<X509Certificate> certificates = store.getAllCertificates().values();
            boolean covered = certificates.stream().flatMap(one -> CertificateManager.getServerIdentities(one).stream())
                .anyMatch(identity -> DNSUtil.isNameCoveredByPattern(name, identity));
            return covered ? Outcome.OK : Outcome.FAILED;
        } catch (Exception e) {
            // Keystores fail in more ways than they declare; for the check they all mean the same.
            LOG.warn("The certificates of this server cannot be read: {}", e.toString());
            return Outcome.UNKNOWN;
        }
    }
}
