package org.igniterealtime.openfire.plugins.federationsuite.kernel;

/**
 * Quick looks at addresses as they stand in a stanza, without making a {@code JID} of them: what is asked for each stanza of
 * everybody may cost nothing. Each method says no only where that is certain, whatever case an address is written in, and
 * whatever characters outside ASCII it has: which of these stringprep (RFC 3454) turns into what is left to {@code JID}.
 */
public final class AddressText {

    private static final int ASCII = 0x7f;
    private static final int TO_LOWER_CASE = 'a' - 'A';
    /** The bit by which the letters of the two cases differ. */
    private static final int CASE = 0x20;
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
        // From the end: nearly all addresses differ there at once, and what stringprep makes of the front does not move it.
        int shift = end - suffix.length();
        for (int i = end - 1; i >= 0 && i >= shift; i--) {
            char c = address.charAt(i);
            char wanted = suffix.charAt(i - shift);
            if (c != wanted && (c | CASE) != wanted) {
                // What stringprep makes of it may be equal all the same.
                return c > ASCII;
            }
        }
        return shift > 0;
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
        int start = endOfBare(address) - domain.length();
        for (int i = 0; start >= 0 && i < domain.length(); i++) {
            // No letter outside ASCII equals one of the domain's here, whatever other case it may have.
            if (lower(address.charAt(start + i)) != domain.charAt(i)) {
                return false;
            }
        }
        return start == 0 || start > 0 && address.charAt(start - 1) == '@';
    }

    /**
     * Tells whether an address may be a slave's: an address with an escaped one in it (XEP-0106).
     *
     * @param address the text of an address, or {@code null}
     * @return false if it is certainly none
     */
    public static boolean mayBeSlave(String address) {
        if (address == null) {
            return false;
        }
        // For one letter first: that is quicker than for three, and nearly no address has it.
        int escape = address.indexOf('\\');
        return escape >= 0 && address.indexOf("\\40", escape) > 0 || !isAscii(address, endOfBare(address));
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
        int all = 0;
        for (int i = 0; i < end; i++) {
            char c = address.charAt(i);
            all |= c;
            // Without looking whether it is a letter: that others become equal by it as well does not matter.
            hash = FACTOR * hash + (c | CASE);
        }
        return all > ASCII ? -1 : hash & Integer.MAX_VALUE;
    }

    /** Where node and domain end. */
    private static int endOfBare(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address.length() : slash;
    }

    private static boolean isAscii(String address, int end) {
        int all = 0;
        for (int i = 0; i < end; i++) {
            all |= address.charAt(i);
        }
        return all <= ASCII;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + TO_LOWER_CASE : c;
    }
}
