package org.igniterealtime.openfire.plugins.federationsuite.smacksuite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.smack.inttest.Configuration;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResult;
import org.igniterealtime.smack.inttest.TestResult;
import org.jivesoftware.smackx.iqregister.AccountManager;

/**
 * Runs Smack's integration tests and writes down, name by name, what came of them. Its own main program says so in a log for
 * people, and creates no accounts over a connection without TLS.
 */
public final class SmackSuite {

    private SmackSuite() {
        // Started as a program.
    }

    /**
     * Runs all tests that the server makes possible.
     *
     * @param arguments the file to write: a line for each test, {@code passed}, {@code failed} or {@code impossible}, a
     *                  tabulator and its name
     * @throws Exception if the tests could not even begin
     */
    public static void main(String[] arguments) throws Exception {
        AccountManager.sensitiveOperationOverInsecureConnectionDefault(true);
        Configuration configuration = Configuration.newConfiguration(new String[0]);
        TestRunResult result = new SmackIntegrationTestFramework(configuration).run();
        List<String> lines = new ArrayList<>();
        add(lines, "passed", result.getSuccessfulTests());
        add(lines, "failed", result.getFailedTests());
        add(lines, "impossible", result.getNotPossibleTests());
        result.getImpossibleTestClasses().keySet().forEach(type -> lines.add("impossible\t" + type.getSimpleName()));
        Files.write(Path.of(arguments[0]), lines.stream().sorted().toList());
        // Threads of clients that a failed test has left behind would keep the process.
        System.exit(0);
    }

    private static void add(List<String> lines, String outcome, List<? extends TestResult> results) {
        results.forEach(result -> lines.add(outcome + '\t' + result.concreteTest));
    }
}
