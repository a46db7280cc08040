package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/**
 * One description, three dialects. That databases take what comes out, the acceptance tests show.
 */
public class ServerTablesTest {

    @Test
    public void everyDialectHasEveryTableIndexAndRow() {
        for (Dialect dialect : Dialect.values()) {
            String script = ServerTables.script(dialect);
            assertEquals(dialect + " tables", 34, script.split("CREATE TABLE ", -1).length - 1);
            assertEquals(dialect + " indexes", 15, script.split("CREATE INDEX ", -1).length - 1);
            assertTrue(dialect + " rows", script.endsWith("""
                INSERT INTO ofVersion VALUES ('openfire', 26);
                INSERT INTO ofMucService VALUES (1, 'conference', NULL, 0);
                INSERT INTO ofPubsubDefaultConf VALUES ('pubsub', 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 'publishers', 1, 'open',\
                 'English', NULL, 'all', -1);
                """));
        }
    }

    @Test
    public void longTextsHaveTheDatabasesOwnType() {
        assertTrue(ServerTables.script(Dialect.HSQLDB).contains("  vcard LONGVARCHAR NOT NULL,\n"));
        assertTrue(ServerTables.script(Dialect.POSTGRESQL).contains("  vcard TEXT NOT NULL,\n"));
        assertTrue(ServerTables.script(Dialect.MARIADB).contains("  vcard LONGTEXT NOT NULL,\n"));
    }

    @Test
    public void aColumnMayBeNullOnlyWhereItIsSaid() {
        String script = ServerTables.script(Dialect.POSTGRESQL);
        assertTrue(script.contains("CREATE TABLE ofGroup (\n  groupName VARCHAR(50) NOT NULL,\n  description VARCHAR(255),\n"
            + "  CONSTRAINT ofGroup_pk PRIMARY KEY (groupName)\n);\n"));
    }

    @Test
    public void onlyMariadbIndexesTheBeginningOfALongColumn() {
        String key = "CONSTRAINT ofMucMember_pk PRIMARY KEY (roomID, jid(255))\n";
        assertTrue(ServerTables.script(Dialect.MARIADB).contains(key));
        assertFalse(ServerTables.script(Dialect.POSTGRESQL).contains(key));
        assertTrue(ServerTables.script(Dialect.POSTGRESQL).contains(key.replace("(255)", "")));
    }

    @Test
    public void literalsKeepQuotesAndBackslashes() {
        assertEquals("'it''s \\40'", Dialect.POSTGRESQL.literal("it's \\40"));
        assertEquals("'it''s \\\\40'", Dialect.MARIADB.literal("it's \\40"));
    }
}
