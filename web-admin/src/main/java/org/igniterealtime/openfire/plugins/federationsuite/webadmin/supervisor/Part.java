package org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor;

/**
 * One part of the suite that can be started and stopped any number of times.
 *
 * @param <P> what runs while it is on
 */
public interface Part<P> {

    /** The part's name in settings, pages and logs. */
    String id();

    /**
     * Makes and starts a new one.
     *
     * @return what now runs
     * @throws Exception if it cannot be started; nothing of it is left then
     */
    P start() throws Exception;

    /**
     * Stops what {@link #start()} returned.
     *
     * @param running what runs
     * @throws Exception if something went wrong; it counts as stopped all the same
     */
    void stop(P running) throws Exception;
}
