/**
 * Real Hazelcast behind the clustering interfaces of Openfire 4.2.0, for tests and never for production: the official
 * Hazelcast plugin is not on Maven Central. The plugin must be named {@code hazelcast}, because the server takes its cluster
 * from the plugin of that name, and the server's property {@code cache.clustering.clustered.class} must name
 * {@link org.igniterealtime.openfire.plugins.federationsuite.clustertestbed.HazelcastStrategy}. As with the official plugin,
 * tasks and stanzas between nodes have no order, and classes of tasks are looked for in all plugins.
 */
package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;
