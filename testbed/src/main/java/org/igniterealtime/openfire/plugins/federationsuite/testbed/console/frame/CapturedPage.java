package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/**
 * An answer whose text is kept back if it is a page, so that something can be put around it. Everything else goes its way.
 * Used by the one thread of its request.
 */
final class CapturedPage extends HttpServletResponseWrapper {

    private StringWriter text;
    private PrintWriter writer;

    CapturedPage(HttpServletResponse response) {
        super(response);
    }

    /** The page; empty if the answer is none. */
    Optional<String> page() {
        return Optional.ofNullable(text).map(StringWriter::toString);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            String type = getContentType();
            if (type == null || !type.startsWith("text/html")) {
                return super.getWriter();
            }
            text = new StringWriter();
            writer = new PrintWriter(text);
        }
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (writer != null) {
            // As the contract has it. The container closes whatever a forward has opened, and tries this first.
            throw new IllegalStateException("The writer is in use");
        }
        return super.getOutputStream();
    }

    @Override
    public void flushBuffer() throws IOException {
        if (writer == null) {
            super.flushBuffer();
        }
    }

    @Override
    public void setContentLength(int length) {
        if (writer == null) {
            super.setContentLength(length);
        }
    }
}
