package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.sample;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Says how it was asked. Thread-safe.
 */
public final class SamplePage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain; charset=UTF-8");
        response.getWriter().write("sample page, " + request.getMethod() + " " + request.getParameter("word"));
    }
}
