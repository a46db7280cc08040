package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.dom4j.Node;
import org.dom4j.io.SAXReader;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Column;
import org.junit.Test;

/** What must hold for each page, whoever adds one. */
public class PagesTest {

    private static final Pattern SCRIPTLET = Pattern.compile("<%(?![@-])");
    /** A script of ours in a file of its own is none. */
    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script(?! src=\"script/federationsuite\\.js\" "
        + "defer=\"defer\"></script>)|\\son[a-z]+=|javascript:", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOREIGN = Pattern.compile("(src|href|action)=\"(https?:)?//");
    private static final Pattern POST = Pattern.compile("<form[^>]*method=\"post\"");
    private static final Pattern SEARCH = Pattern.compile("<form[^>]*method=\"get\"");
    private static final Pattern TOKEN = Pattern.compile("<input type=\"hidden\" name=\"csrf\"");
    /** Tags whose attributes do not go to the browser, or are escaped on the way. */
    private static final Pattern SAFE_TAG =
        Pattern.compile("<c:(out|if|when|forEach|set)\\s[^>]*>|<fmt:(message|param)\\s[^>]*>");
    private static final Pattern TAG = Pattern.compile("</?(c|fmt):[^>]*>");
    private static final Pattern FIELD = Pattern.compile("<(?:input(?![^>]*type=\"hidden\")|select|textarea)\\b[^>]*>");
    private static final Pattern COMMENT = Pattern.compile("<%--.*?--%>", Pattern.DOTALL);

    @Test
    public void noPageHasJavaInIt() throws IOException {
        assertNowhere(SCRIPTLET);
    }

    @Test
    public void noPageHasAScriptInItOrAnythingFromElsewhere() throws IOException {
        assertNowhere(INLINE_SCRIPT);
        assertNowhere(FOREIGN);
    }

    @Test
    public void thePageForImportsNamesEachColumn() throws IOException {
        String page = Files.readString(Path.of("src", "main", "webapp", "federationsuite-import-view.jsp"));
        for (Column column : Column.values()) {
            assertTrue(column.title(), page.contains("<code>" + column.title() + "</code>"));
        }
    }

    @Test
    public void eachFormThatChangesSomethingHasATokenAndNoOtherFormHasOne() throws IOException {
        for (Path page : Sources.pagesAndPieces()) {
            String text = Files.readString(page);
            assertEquals(page.toString(), count(POST, text), count(TOKEN, text));
            assertEquals(page.toString(), count(Pattern.compile("<form"), text), count(POST, text) + count(SEARCH, text));
        }
    }

    @Test
    public void noValueReachesTheBrowserUnescaped() throws IOException {
        for (Path page : Sources.pagesAndPieces()) {
            String text = SAFE_TAG.matcher(COMMENT.matcher(Files.readString(page)).replaceAll("")).replaceAll("");
            assertFalse(page.toString(), text.contains("${"));
            assertFalse(page.toString(), Files.readString(page).contains("escapeXml=\"false\""));
        }
    }

    /** A key is ours, but a text fetched by a key that came with the request would not be. */
    @Test
    public void noPageReadsTheRequestItself() throws IOException {
        assertNowhere(Pattern.compile("\\$\\{[^}]*(param|header|cookie|pageContext)\\b"));
    }

    @Test
    public void eachFieldThatPeopleFillInHasALabel() throws IOException {
        for (Path page : Sources.pagesAndPieces()) {
            String text = TAG.matcher(COMMENT.matcher(Files.readString(page)).replaceAll("")).replaceAll("x");
            Matcher field = FIELD.matcher(text);
            while (field.find()) {
                Matcher id = Pattern.compile("\\sid=\"([^\"]+)\"").matcher(field.group());
                assertTrue(page + ": " + field.group(), field.group().contains("aria-label=\"x")
                    || id.find() && text.contains("<label for=\"" + id.group(1) + "\">"));
            }
        }
    }

    @Test
    public void eachPageIsAnEntryOfTheMenuOrBelongsToOne() throws Exception {
        List<String> entries = new SAXReader().read(Sources.DESCRIPTOR.toFile()).selectNodes("//item/@id").stream()
            .map(Node::getText).toList();
        for (Path page : Sources.pages()) {
            Matcher entry = Pattern.compile("<meta name=\"pageID\" content=\"([^\"]+)\"/>").matcher(Files.readString(page));
            assertTrue(page.toString(), entry.find() && entries.contains(entry.group(1)));
        }
    }

    @Test
    public void eachPageSaysWhatCameOfAFormAndShowsNothingWithoutItsController() throws IOException {
        for (Path page : Sources.pages()) {
            String text = Files.readString(page);
            String controller = page.getFileName().toString().replace("-view.jsp", ".jsp");
            assertTrue(page.toString(), text.contains("<%@ include file=\"federationsuite-notices.jspf\" %>"));
            assertTrue(page.toString(), text.contains("<c:redirect url=\"" + controller + "\"/>"));
        }
    }

    private static void assertNowhere(Pattern pattern) throws IOException {
        List<Path> pages = Sources.pagesAndPieces();
        assertFalse(pages.isEmpty());
        for (Path page : pages) {
            assertFalse(page + ": " + pattern, pattern.matcher(Files.readString(page)).find());
        }
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }
}
