package org.igniterealtime.openfire.plugins.federationsuite.acceptance.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * An administrator in front of a browser, at the console of one server. What the console puts around a page is not looked
 * at: its content is. Used by one thread.
 */
public final class ConsoleBrowser {

    /** What is ours on a page. */
    private static final String CONTENT = "#jive-main-content";
    private static final String FOLDER = "plugins/federationsuite/";
    private static final int MOST_STEPS = 300;
    private static final String OPERABLE = String.join(", ", List.of(CONTENT + " a[href]", CONTENT + " button",
        CONTENT + " input:not([type=hidden])", CONTENT + " select", CONTENT + " textarea", CONTENT + " summary"));

    private final Chromium chromium;
    private final WebDriver driver;
    private final String root;

    /**
     * Sits down without logging in.
     *
     * @param chromium the browser; several of these can share it
     * @param server   the server
     * @param host     a name of this machine: cookies do not tell ports apart, so two servers need two names
     */
    public ConsoleBrowser(Chromium chromium, Server server, String host) {
        this.chromium = chromium;
        this.driver = chromium.driver();
        this.root = "http://" + host + ':' + server.consolePort() + '/';
    }

    /** Logs in by the console's own form. */
    public ConsoleBrowser login(String user, String password) {
        driver.get(root + "login.jsp");
        driver.findElement(By.name("username")).sendKeys(user);
        driver.findElement(By.name("password")).sendKeys(password + Keys.ENTER);
        Waiting.until("the login of " + user, Waiting.PATIENCE, () -> !driver.getCurrentUrl().contains("login.jsp"),
            driver::getPageSource);
        return this;
    }

    /**
     * Opens a page of the suite.
     *
     * @param page its file, with its query
     */
    public ConsoleBrowser open(String page) {
        driver.get(root + FOLDER + page);
        return this;
    }

    /** Takes the login away, as time does, and leaves the page as it is. */
    public void logOut() {
        driver.manage().deleteAllCookies();
    }

    /** The address that is shown, without the server. */
    public String address() {
        return driver.getCurrentUrl().replaceFirst("^https?://[^/]*/", "");
    }

    /** What a person reads of the page's content, in one line. */
    public String text() {
        return find(CONTENT).getText().replaceAll("\\s+", " ");
    }

    /** Whether a person reads certain words in the page's content. For a moment between two pages there is nothing to read. */
    public boolean says(String words) {
        return ((String) run("return document.querySelector(arguments[0])?.innerText ?? ''", CONTENT)).contains(words);
    }

    /** The heading above the content. */
    public String title() {
        return find("h1").getText();
    }

    /** The content as the browser has understood it. */
    public String html() {
        return find(CONTENT).getDomProperty("innerHTML");
    }

    /** Looks at a page again and again until it says something. */
    public ConsoleBrowser await(String page, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Waiting.until(root + page + " to show: " + regex, Waiting.PATIENCE, () -> pattern.matcher(open(page).text()).find(),
            this::text);
        return this;
    }

    /** An element. */
    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** All such elements. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Writes over what is in a field. */
    public ConsoleBrowser type(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Presses a button, or follows a link, and waits for the page that comes. */
    public ConsoleBrowser press(String selector) {
        WebElement old = find("html");
        WebElement pressed = find(selector);
        // Into the middle: something could cover it at the edge.
        chromium.run("arguments[0].scrollIntoView({block: 'center'})", pressed);
        pressed.click();
        Waiting.until("another page after " + selector, Waiting.PATIENCE, () -> isOther(old), this::address);
        return this;
    }

    /** For a moment between two pages there is none. */
    private boolean isOther(WebElement old) {
        List<WebElement> now = all("html");
        return !now.isEmpty() && !old.equals(now.get(0));
    }

    /** Presses a key where the focus is. */
    public void key(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** Runs JavaScript in the page, as an attacker would like to. */
    public Object run(String script, Object... arguments) {
        return chromium.run(script, arguments);
    }

    /** What is wrong with the content by WCAG 2.1 AA. */
    public List<String> violations() {
        return chromium.violations(CONTENT);
    }

    /**
     * What is wrong with the content for somebody without a mouse: what can be operated and is not reached with the tabulator
     * key in the order of the page, or does not show that it has the focus. Parts of the page are not renewed any more after
     * that, or what is looked for could be replaced by something that looks the same.
     */
    public List<String> keyboardTraps() {
        // Kept in the page, so that a step takes one question.
        List<?> wanted = (List<?>) chromium.run("""
            document.querySelectorAll('[data-live-part]').forEach(part => part.removeAttribute('data-live-part'));
            document.activeElement.blur();
            window.scrollTo(0, 0);
            window.wanted = [...document.querySelectorAll(arguments[0])].filter(element => element.checkVisibility());
            return window.wanted.map(element => element.outerHTML.slice(0, 200));
            """, OPERABLE);
        List<String> wrong = new ArrayList<>();
        int next = 0;
        for (int step = 0; step < MOST_STEPS && next < wanted.size(); step++) {
            key(Keys.TAB);
            List<?> focus = (List<?>) chromium.run("""
                const style = getComputedStyle(document.activeElement);
                return [window.wanted.indexOf(document.activeElement),
                    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0];
                """);
            int place = ((Long) focus.get(0)).intValue();
            if (place < 0) {
                continue;
            }
            for (int missed = next; missed < place; missed++) {
                wrong.add("passed over: " + wanted.get(missed));
            }
            // Again the last one: a field for a date has a stop for each of its parts, which show the focus themselves.
            if (place < next - 1) {
                wrong.add("out of order: " + wanted.get(place));
            }
            if (place >= next && !Boolean.TRUE.equals(focus.get(1))) {
                wrong.add("does not show the focus: " + wanted.get(place));
            }
            next = Math.max(next, place + 1);
        }
        wanted.subList(next, wanted.size()).forEach(missed -> wrong.add("not reached: " + missed));
        return wrong;
    }

    /**
     * What the browser complained of on pages of the suite since it was asked last: what the console's Content-Security-Policy
     * forbids, what could not be loaded, scripts that failed.
     */
    public List<String> complaints() {
        return chromium.console().stream().filter(line -> line.contains(FOLDER)).toList();
    }

    /** How many pixels of the page are to the right of the window. */
    public long overflow() {
        return (Long) chromium.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** Writes pictures of the page in the widths that people have, and tells how much does not fit into each. */
    public List<String> pictures(Path folder, String name, int... widths) {
        List<String> tooWide = new ArrayList<>();
        for (int width : widths) {
            chromium.width(width);
            chromium.picture(folder, name);
            if (overflow() > 0) {
                tooWide.add(name + " is " + overflow() + " pixels wider than " + width);
            }
        }
        chromium.width(widths[0]);
        return tooWide;
    }
}
