package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import java.util.List;

/** What is said between masters, slaves, joined nodes and their occupants (ProtoXEP FMUC, XEP-0045, XEP-0289). */
public final class FmucWords {

    /** The words. */
    public static final Words WORDS = Words.with(
        List.of("kev@remote.example.com/x", "amy@remote.example.com/x", "kev@remote.example.com", "remote.example.com",
            "mirror.remote.example.com", "talk.example.com", "jabberchat@talk.example.com", "jabberchat@talk.example.com/Kev",
            "jabberchat@talk.example.com/Amy", "jabberchat@talk.example.com/Curtis", "other@talk.example.com/Kev",
            "curtis@example.com/x", "jabberchat\\40talk.example.com@mirror.remote.example.com",
            "jabberchat\\40talk.example.com@mirror.remote.example.com/Kev",
            "jabberchat\\40talk.example.com@mirror.remote.example.com/Amy",
            "jabberchat\\40talk.example.com@mirror.remote.example.com/ ",
            "other\\40talk.example.com@mirror.remote.example.com", "x\\40y\\2fz@mirror.remote.example.com",
            "\\40@mirror.remote.example.com", "attic@talk.remote.example.com", "attic@talk.remote.example.com/Kev",
            "jabberchat\\5c40talk.example.com\\40mirror.example.com@mirror.remote.example.com"),
        List.of("owner", "admin", "member", "none", "outcast", "moderator", "participant", "visitor", "100", "110", "170", "172",
            "174", "201", "210", "301", "303", "307", "321", "322", "332", "Kev", "Amy", "Curtis", "fmuc-1", "fmuc-ask-1",
            "unavailable"),
        List.of("maxstanzas", "maxchars", "seconds", "since", "said", "link", "elsewhere", "xml:lang", "utc"),
        List.of("<x xmlns='http://jabber.org/protocol/muc'/>",
            "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='10' since='2010-05-24T12:00:00Z'/></x>",
            "<x xmlns='http://jabber.org/protocol/muc'><history maxchars='-1' seconds='99999999999'/><password>p</password></x>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/></x>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none' jid='kev@remote.example.com/x'>"
                + "<reason>r</reason><actor nick='Amy'/></item><status code='307'/></x>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><item role='participant' nick='Curtis'/><status code='303'/></x>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator' jid='x@y/z'/><status code='110'/></x>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/><status code='172'/></x>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='a@b'/><destroy jid='c@d'/><decline/></x>",
            "<fmuc xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/x'/>",
            "<fmuc xmlns='http://isode.com/protocol/fmuc' from='amy@remote.example.com/x'/>",
            "<fmuc xmlns='http://isode.com/protocol/fmuc'><left/></fmuc>",
            "<fmuc xmlns='http://isode.com/protocol/fmuc'><reject/></fmuc>", "<nomirror xmlns='http://isode.com/protocol/fmuc'/>",
            "<subject>s</subject>", "<body/>", "<query xmlns='http://jabber.org/protocol/muc#owner'/>",
            "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Kev' role='none'/></query>",
            "<query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>",
            "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Room'/>"
                + "<feature var='http://isode.com/protocol/fmuc'/><feature var='muc_public'/><feature var='urn:xmpp:mam:2'/>"
                + "<x xmlns='jabber:x:data' type='result'><field var='muc#roominfo_occupants' label='n'><value>3</value></field>"
                + "</x></query>",
            "<time xmlns='urn:xmpp:time'><tzo>-06:00</tzo><utc>2006-12-19T17:58:35Z</utc></time>",
            "<x xmlns='urn:xmpp:delay' from='kev@remote.example.com' stamp='20020910T23:05:37'/>",
            "<x xmlns='jabber:x:event'><composing/></x>", "<composing xmlns='http://jabber.org/protocol/chatstates'/>",
            "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='x'/>", "<query xmlns='urn:xmpp:mam:2'/>",
            "<result xmlns='urn:xmpp:mam:2'/>", "<anew xmlns='http://igniterealtime.org/protocol/federationsuite'/>",
            "<resume xmlns='http://igniterealtime.org/protocol/federationsuite'/>",
            "<taken xmlns='http://igniterealtime.org/protocol/federationsuite#transparent'/>",
            "<direct xmlns='http://igniterealtime.org/protocol/federationsuite#transparent'/>",
            "<first-try xmlns='http://igniterealtime.org/protocol/federationsuite#link' said='2010-05-24T12:00:00Z' node='n'/>",
            "<vCard xmlns='vcard-temp'/>"));

    private FmucWords() {
    }
}
