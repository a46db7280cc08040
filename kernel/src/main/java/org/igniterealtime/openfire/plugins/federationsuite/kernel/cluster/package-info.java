/**
 * The nodes of a cluster: what they say to each other, and who is there. Without a cluster there is one node, which is alone.
 */
package org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster;
