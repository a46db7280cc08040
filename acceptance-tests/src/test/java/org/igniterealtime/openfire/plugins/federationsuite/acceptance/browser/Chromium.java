package org.igniterealtime.openfire.plugins.federationsuite.acceptance.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * Chromium without a window, as Debian packages it with its driver: nothing is downloaded, and it reaches this machine only.
 * Used by one thread.
 */
public final class Chromium implements AutoCloseable {

    private static final String PROGRAM = "chromium";
    private static final String DRIVER = "chromedriver";
    private static final int HEIGHT = 800;
    /** It warns of each browser that is newer than itself. Kept here, or the setting would be forgotten with it. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private int width;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether both programs are there. */
    public static boolean installed() {
        return find(PROGRAM).isPresent() && find(DRIVER).isPresent();
    }

    /** Starts it, with a profile of its own that vanishes with it. */
    public static Chromium start() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find(PROGRAM).orElseThrow());
        options.addArguments("--headless=new", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "WARNING"));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run with its sandbox then, as in the containers of gates.
            options.addArguments("--no-sandbox");
        }
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(find(DRIVER).orElseThrow())
            .usingAnyFreePort().withSilent(true).build();
        Chromium chromium = new Chromium(new ChromeDriver(service, options));
        // Looking at a long page takes its time where others want the processor, too.
        chromium.driver.manage().timeouts().scriptTimeout(Waiting.PATIENCE.multipliedBy(2));
        chromium.width(1280);
        return chromium;
    }

    private static Optional<File> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> new File(folder, program))
            .filter(File::canExecute).findFirst();
    }

    /** What the tests drive it with. */
    WebDriver driver() {
        return driver;
    }

    /** Makes the page as wide as this, in CSS pixels. */
    public void width(int pixels) {
        width = pixels;
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", pixels, "height", HEIGHT,
            "deviceScaleFactor", 1, "mobile", false));
    }

    /**
     * Runs JavaScript in the page.
     *
     * @param script    the body of a function
     * @param arguments its arguments
     * @return what it returns
     */
    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /**
     * What axe-core finds wrong with a part of the page, by the rules of WCAG 2.1, levels A and AA.
     *
     * @param selector the part
     * @return a line for each violation
     */
    List<String> violations(String selector) {
        run(Axe.SOURCE);
        List<?> found = (List<?>) driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(arguments[0], {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']})
              .then(result => done(result.violations.flatMap(rule => rule.nodes.map(node =>
                  rule.id + ' at ' + node.html + ': ' + node.failureSummary))), failure => done(['axe failed: ' + failure]));
            """, selector);
        return found.stream().map(String::valueOf).toList();
    }

    /** Writes a picture of the whole page, however long it is, as {@code NAME-WIDTH.png}. */
    void picture(Path folder, String name) {
        Object height = run("return document.documentElement.scrollHeight");
        Object picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png",
            "captureBeyondViewport", true, "clip", Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)))
            .get("data");
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + '-' + width + ".png"),
                Base64.getDecoder().decode(String.valueOf(picture).getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser has said about pages since it was asked last: scripts that failed, what a page's policy forbids. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
