package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jivesoftware.openfire.event.UserEventListener;
import org.jivesoftware.openfire.user.User;

/** Tells when an account is about to be deleted. Called on the server's own threads. */
final class UserWatch implements UserEventListener {

    private final Consumer<String> deleted;

    /**
     * Nothing happens until the server knows it.
     *
     * @param deleted is told the account's name
     */
    UserWatch(Consumer<String> deleted) {
        this.deleted = Objects.requireNonNull(deleted);
    }

    @Override
    public void userCreated(User user, Map<String, Object> details) {
        // Nothing is known of it yet.
    }

    @Override
    public void userDeleting(User user, Map<String, Object> details) {
        deleted.accept(user.getUsername());
    }

    @Override
    public void userModified(User user, Map<String, Object> details) {
        // It is still the same.
    }
}
