package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;

/**
 * Puts the console's header and menu around the pages of plugins, as the decorator of Openfire's own console does: their
 * title becomes a heading, and what they say of their menu entry marks it. Files pass as they are. Thread-safe.
 */
public final class FrameFilter implements Filter {

    private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL);
    private static final Pattern HEAD = Pattern.compile("<head>(.*?)</head>", Pattern.DOTALL);
    private static final Pattern BODY = Pattern.compile("<body[^>]*>(.*)</body>", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("<meta name=\"pageID\" content=\"([^\"]*)\"");

    @Override
    public void init(FilterConfig configuration) {
        // Nothing to set up.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        CapturedPage captured = new CapturedPage(http);
        chain.doFilter(request, captured);
        Optional<String> page = captured.page();
        if (page.isPresent() && !http.isCommitted()) {
            http.getWriter().write(framed(page.get()));
        }
    }

    private static String framed(String page) {
        Optional<String> body = first(BODY, page);
        if (body.isEmpty()) {
            return page;
        }
        String head = first(HEAD, page).map(found -> TITLE.matcher(found).replaceAll("")).orElse("");
        // A page's title is HTML already.
        return Page.html(first(TITLE, page).orElse(""), head, Menu.html(first(ENTRY, page).orElse("")), body.get());
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    @Override
    public void destroy() {
        // Nothing to take down.
    }
}
