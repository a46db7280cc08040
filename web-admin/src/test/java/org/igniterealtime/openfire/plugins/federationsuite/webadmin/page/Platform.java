package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What models may be made of: the server's page engine keeps what it finds out about a class, and with it our class loader. */
final class Platform {

    private Platform() {
    }

    static void assertMadeOf(Object value) {
        assertTrue(value.getClass().getName(), value.getClass().getName().startsWith("java."));
        if (value instanceof Collection<?> all) {
            all.forEach(Platform::assertMadeOf);
        } else if (value instanceof Map<?, ?> map) {
            assertMadeOf(List.copyOf(map.keySet()));
            assertMadeOf(List.copyOf(map.values()));
        }
    }
}
