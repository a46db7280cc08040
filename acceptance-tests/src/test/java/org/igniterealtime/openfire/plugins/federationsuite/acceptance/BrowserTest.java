package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.browser.Chromium;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.browser.ConsoleBrowser;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;

/** Tests with a real browser at the consoles of two servers that do not know each other yet. */
abstract class BrowserTest extends FederationTest {

    static final String OVERVIEW = "federationsuite-status.jsp";
    static final String PEERS = RosterPages.PEERS;
    static final String IMPORT = RosterPages.IMPORT;
    static final String SELF_CHECK = "federationsuite-selfcheck.jsp";
    /** What would run, if it became part of a page, and could be seen to have run. */
    static final String MARKUP = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    private Chromium chromium;

    BrowserTest(String kindName) {
        super(kindName);
    }

    /** Without the browser, not even the servers are started. */
    @BeforeClass
    public static void needBrowser() {
        Needed.check("Chromium and its driver can be run (Debian: chromium, chromium-driver)", Chromium.installed());
    }

    /** Starts the browser. */
    @Before
    public final void startBrowser() {
        chromium = Chromium.start();
    }

    /** Ends it. */
    @After
    public final void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec;
    }

    /** The administrator of capulet.lit. */
    final ConsoleBrowser capulets() {
        return loggedIn(capulet(), "127.0.0.1");
    }

    /** The administrator of montague.lit, with the same browser. */
    final ConsoleBrowser montagues() {
        return loggedIn(montague(), "localhost");
    }

    private ConsoleBrowser loggedIn(Server server, String host) {
        return new ConsoleBrowser(chromium, server, host).login("admin", "admin-secret");
    }

    /** A request of a server that is not there. */
    final void waits(String domain) {
        capulet().control().route("<presence type='subscribe' from='" + domain + "' to='capulet.lit'/>");
    }
}
