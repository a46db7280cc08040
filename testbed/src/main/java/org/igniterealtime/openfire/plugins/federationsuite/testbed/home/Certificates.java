package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Key stores of servers. A testbed keeps one for each domain in a folder, and each server trusts all of them: 4.2.0
 * takes no certificate that it does not know, whatever it is told about self-signed ones. Stateless.
 */
public final class Certificates {

    private static final String PASSWORD = "changeit";

    private Certificates() {
    }

    /**
     * Makes a key store with a self-signed certificate for a domain and its sub-domains.
     *
     * @param folder the testbed's key stores; made if not there
     * @param domain the domain, and the store's name
     */
    public static void make(Path folder, String domain) {
        HomeFiles.folder(folder);
        // The JDK has no API to make a certificate.
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
            "-keystore", folder.resolve(domain).toString(), "-storetype", "JKS", "-storepass", PASSWORD, "-keypass", PASSWORD,
            "-alias", domain + "_rsa", "-keyalg", "RSA", "-keysize", "2048", "-validity", "3650", "-dname", "CN=" + domain,
            "-ext", "SAN=dns:" + domain + ",dns:*." + domain);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run keytool", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a certificate was made", e);
        }
    }

    /** Writes the stores that Openfire 4.2.0 wants to be there: empty ones. */
    static void writeEmpty(Path stores) {
        HomeFiles.folder(stores);
        for (String name : List.of("keystore", "truststore", "client.truststore")) {
            save(stores.resolve(name), List.of());
        }
    }

    /** Writes the store of a domain, and one that trusts all domains of the folder. */
    static void write(Path folder, String domain, Path stores) {
        writeEmpty(stores);
        try (Stream<Path> all = Files.list(folder)) {
            Files.copy(folder.resolve(domain), stores.resolve("keystore"), StandardCopyOption.REPLACE_EXISTING);
            save(stores.resolve("truststore"), all.collect(Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + stores, e);
        }
    }

    private static void save(Path file, List<Path> trusted) {
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, PASSWORD.toCharArray());
            for (Path other : trusted) {
                KeyStore keys = KeyStore.getInstance(other.toFile(), PASSWORD.toCharArray());
                for (String alias : Collections.list(keys.aliases())) {
                    store.setCertificateEntry(alias, keys.getCertificate(alias));
                }
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make the key store " + file, e);
        }
    }
}
