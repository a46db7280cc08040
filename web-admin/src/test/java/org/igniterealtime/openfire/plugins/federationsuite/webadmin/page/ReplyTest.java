package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Message.Kind;
import org.junit.Test;

/** Where a form leads to, and how much is kept until then. */
public class ReplyTest {

    @Test
    public void whatIsInAnAddressIsEncoded() {
        assertEquals("federationsuite-peers.jsp", Link.to("federationsuite-peers").toString());
        assertEquals("federationsuite-peer.jsp?domain=a%26b%3D%22%3Cc%3E%0D%0A&page=2",
            Link.to("federationsuite-peer").with("domain", "a&b=\"<c>\r\n").with("state", "").with("page", "2").toString());
    }

    @Test
    public void aParameterCanBeReplacedAndLeftOut() {
        Link link = Link.to("p").with("a", "1").with("b", "2");

        assertEquals("p.jsp?a=3&b=2", link.with("a", "3").toString());
        assertEquals("p.jsp?b=2", link.with("a", "").toString());
    }

    @Test
    public void whatWaitsForTheNextPageIsBounded() {
        Notice notice = new Notice(Kind.INFO, "x".repeat(5000));
        assertEquals(Notice.LONGEST + 1, notice.text().length());

        Map<String, String> fields = IntStream.range(0, 100).boxed()
            .collect(Collectors.toMap(String::valueOf, number -> "y".repeat(5000)));
        Reply reply = new Reply(Link.to("p"), Collections.nCopies(100, notice), fields);

        assertEquals(Reply.MOST, reply.notices().size());
        assertEquals(Reply.MOST, reply.typed().size());
        assertEquals(Notice.LONGEST, reply.typed().values().iterator().next().length());
    }

    @Test
    public void parametersAreReadWithinBounds() {
        Parameters parameters = new Parameters(Map.of("page", List.of(" 7 "), "bad", List.of("x")));

        assertEquals(7, parameters.number("page", 1, 10, 1));
        assertEquals(1, parameters.number("page", 1, 6, 1));
        assertEquals(1, parameters.number("bad", 1, 6, 1));
        assertEquals("", parameters.text("none"));
        assertEquals(null, parameters.get("none"));
    }
}
