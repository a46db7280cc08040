package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

/**
 * A user that a server has from the start.
 *
 * @param name the local part of the address, already in canonical form
 * @param password in clear text; these are test accounts
 * @param email an address for mail
 * @param admin whether the admin console lets the user in
 */
public record Account(String name, String password, String email, boolean admin) {
}
