package org.igniterealtime.openfire.plugins.federationsuite.kernel;

/**
 * Quick looks at addresses as they stand in a stanza, without making a {@code JID} of them: what is asked for each stanza of
 * everybody may cost nothing. Each method says no only where that is certain, whatever case an address is written in, and
 * whatever characters outside ASCII it has: which of these stringprep (RFC 3454) turns into what is left to {@code JID}.
 */
public final class AddressText {

    private static final int ASCII = 0x7f;
    private static final int TO_LOWER_CASE = 'a' - 'A';
    private static final int FACTOR = 31;

    private AddressText() {
    }

    /**
     * Tells whether an address may be at a sub-domain, as those of a server's own services are.
     *
     * @param address the text of an address, or {@code null}
     * @param suffix  a dot and the server's domain, in lower case
     * @return false if the address is certainly at no sub-domain of it
     */
    public static boolean mayEndIn(String address, String suffix) {
        if (address == null) {
            return false;
        }
        int end = endOfBare(address);
        return end < 0 || end > suffix.length()
            && address.regionMatches(true, end - suffix.length(), suffix, 0, suffix.length());
    }

    /**
     * Tells whether an address is certainly at a domain.
     *
     * @param address the text of an address, or {@code null}
     * @param domain  a domain, in lower case
     * @return false if it is at another one, or if only {@code JID} can tell
     */
    public static boolean isAt(String address, String domain) {
        if (address == null) {
            return false;
        }
        int end = endOfBare(address);
        int start = end - domain.length();
        return start >= 0 && address.regionMatches(true, start, domain, 0, domain.length())
            && (start == 0 || address.charAt(start - 1) == '@');
    }

    /**
     * Tells whether an address may be a slave's: an address with an escaped one in it (XEP-0106).
     *
     * @param address the text of an address, or {@code null}
     * @return false if it is certainly none
     */
    public static boolean mayBeSlave(String address) {
        return address != null && (endOfBare(address) < 0 || address.indexOf("\\40") > 0);
    }

    /**
     * A number for a bare address; equal addresses have the same one.
     *
     * @param address the text of an address; a resource does not matter
     * @return a number from 0 on, or -1 for an address of which only {@code JID} can tell what it is equal to
     */
    public static int hash(String address) {
        int end = endOfBare(address);
        int hash = 0;
        for (int i = 0; i < end; i++) {
            char c = address.charAt(i);
            hash = FACTOR * hash + (c >= 'A' && c <= 'Z' ? c + TO_LOWER_CASE : c);
        }
        return end < 0 ? -1 : hash & Integer.MAX_VALUE;
    }

    /** Where node and domain end, or -1 if they are not all ASCII. */
    private static int endOfBare(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c > ASCII) {
                return -1;
            }
            if (c == '/') {
                return i;
            }
        }
        return address.length();
    }
}
