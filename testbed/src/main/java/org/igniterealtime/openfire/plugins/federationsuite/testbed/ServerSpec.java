package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.Account;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;

/**
 * What a server shall be. Got from {@link Testbed#server}; ends with {@link #add()}. Not thread-safe.
 */
public final class ServerSpec {

    private final Testbed bed;
    private final String domain;
    private final List<Account> accounts = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<Path> plugins = new ArrayList<>();
    private final List<String> javaOptions = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> subdomains = new ArrayList<>(List.of("conference", "mirror", "pubsub"));
    private ServerKind kind;
    private Database database;

    ServerSpec(Testbed bed, String domain, ServerKind kind) {
        this.bed = bed;
        this.domain = domain;
        this.kind = kind;
    }

    /**
     * Gives the server a user.
     *
     * @param name the local part of the address
     * @param password the password
     * @return this
     */
    public ServerSpec user(String name, String password) {
        accounts.add(new Account(name, password, name + "@" + domain, false));
        return this;
    }

    /**
     * Gives the server a user that may use the admin console. Without any, there is {@code admin} with the password
     * {@code admin}.
     *
     * @param name the local part of the address
     * @param password the password
     * @return this
     */
    public ServerSpec admin(String name, String password) {
        accounts.add(new Account(name, password, name + "@" + domain, true));
        return this;
    }

    /**
     * Sets an Openfire property from the start.
     *
     * @param key its full name
     * @param value its value, which wins over the testbed's own
     * @return this
     */
    public ServerSpec property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /**
     * Puts a plugin into the server from the start.
     *
     * @param jar the plugin; its file name is the plugin's name
     * @return this
     */
    public ServerSpec plugin(Path jar) {
        plugins.add(jar);
        return this;
    }

    /**
     * Gives an option to the server's Java.
     *
     * @param option such as {@code -Dname=value}
     * @return this
     */
    public ServerSpec java(String option) {
        javaOptions.add(option);
        return this;
    }

    /**
     * Sets a variable of the environment of the server's process.
     *
     * @param name the variable
     * @param value what it is set to
     * @return this
     */
    public ServerSpec environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Makes a sub-domain known to the other servers, besides {@code conference}, {@code mirror} and {@code pubsub}.
     *
     * @param name without the server's domain
     * @return this
     */
    public ServerSpec subdomain(String name) {
        subdomains.add(name);
        return this;
    }

    /**
     * Chooses the version; without it, it is the testbed's.
     *
     * @param version the version
     * @return this
     */
    public ServerSpec kind(ServerKind version) {
        kind = version;
        return this;
    }

    /**
     * Gives the server an empty database; without one, its data is in its home.
     *
     * @param empty a database that no server has used
     * @return this
     */
    public ServerSpec database(Database empty) {
        database = empty;
        return this;
    }

    /**
     * Adds the server to the testbed. It is not started.
     *
     * @return the server
     * @throws IllegalStateException if a server of the testbed was started already, or there are four
     */
    public Server add() {
        if (accounts.stream().noneMatch(Account::admin)) {
            admin("admin", "admin");
        }
        return bed.add(this);
    }

    /**
     * Adds several servers that are one: nodes of a cluster, which share their domain and must share a database. None is started.
     *
     * @param nodes how many; one, which is alone in its cluster, to compare with
     * @param plugin the plugin that makes them a cluster; its file name must be the one that the server looks for
     * @return the cluster
     * @throws IllegalStateException as {@link #add()} does, and if there is no database
     */
    public Cluster cluster(int nodes, Path plugin) {
        if (database == null) {
            throw new IllegalStateException("The nodes of " + domain + " need a database that they share");
        }
        if (accounts.stream().noneMatch(Account::admin)) {
            admin("admin", "admin");
        }
        plugin(plugin);
        return bed.cluster(this, nodes);
    }

    String domain() {
        return domain;
    }

    ServerKind kind() {
        return kind;
    }

    Optional<Database> database() {
        return Optional.ofNullable(database);
    }

    List<Account> accounts() {
        return accounts;
    }

    Map<String, String> properties() {
        return properties;
    }

    List<Path> plugins() {
        return plugins;
    }

    List<String> subdomains() {
        return subdomains;
    }

    List<String> javaOptions() {
        return javaOptions;
    }

    Map<String, String> environment() {
        return environment;
    }
}
