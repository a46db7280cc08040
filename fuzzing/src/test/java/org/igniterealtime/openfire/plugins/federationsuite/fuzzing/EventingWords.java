package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import java.util.List;

/** What is said between clients, accounts, services and rooms where eventing is (XEP-0207, XEP-0060). */
public final class EventingWords {

    private static final String PUBSUB = "<pubsub xmlns='http://jabber.org/protocol/pubsub'>%s</pubsub>";
    private static final String OWNER = "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>%s</pubsub>";
    private static final String EVENT = "<event xmlns='http://jabber.org/protocol/pubsub#event'>%s</event>";
    private static final String CONFIGURE = "<configure node='%s'><x xmlns='jabber:x:data' type='submit'>"
        + "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#node_config</value></field>"
        + "<field var='pubsub#access_model'><value>%s</value></field>"
        + "<field var='pubsub#publisher'><value>romeo@montague.lit</value></field>"
        + "<field var='federationsuite#polite_block'><value>bard@montague.lit</value><value>@</value></field></x></configure>";
    private static final String OPTIONS = "<options node='characters' jid='juliet@capulet.lit/balcony'>"
        + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
        + "<value>http://jabber.org/protocol/pubsub#subscribe_options</value></field>"
        + "<field var='roomnick'><value>JC</value></field><field var='roompassword'><value>p</value></field></x></options>";

    /** The words. */
    public static final Words WORDS = Words.with(
        List.of("juliet@capulet.lit/balcony", "juliet@capulet.lit", "nurse@capulet.lit/chamber", "nurse@capulet.lit",
            "capulet.lit", "pubsub.shakespeare.lit", "bard@montague.lit", "bard@montague.lit/globe", "romeo@montague.lit/mobile",
            "chat.shakespeare.lit", "characters@chat.shakespeare.lit", "characters@chat.shakespeare.lit/JC",
            "characters@chat.shakespeare.lit/Romeo", "nowhere@chat.shakespeare.lit/JC"),
        List.of("presence", "characters", "JC", "subscribed", "pending", "none", "unconfigured", "outcast", "member", "owner",
            "authorize", "whitelist", "open", "pubsub#allow", "pubsub#node", "pubsub#subscriber_jid", "id0", "r1", "110", "303",
            "unavailable"),
        List.of("subscription", "affiliation", "subid", "xml:lang"),
        List.of(PUBSUB.formatted("<publish node='presence'><item><presence xmlns='jabber:client' from='a@b/c'><show>away</show>"
                + "<status xml:lang='en'>x</status><priority>1</priority><c xmlns='urn:c' v='1'/></presence></item></publish>"),
            PUBSUB.formatted("<publish node='characters'><item id='i'><message xmlns='jabber:client' type='groupchat' id='m'>"
                + "<body>Hi</body></message></item></publish>"),
            PUBSUB.formatted("<publish node='me_and_romeo'><item><message xmlns='jabber:client' from='x@y'><body>wherefore</body>"
                + "</message></item></publish><publish-options/>"),
            PUBSUB.formatted("<subscribe node='presence' jid='juliet@capulet.lit'/>"),
            PUBSUB.formatted("<subscribe node='presence' jid='bard@montague.lit'/>"),
            PUBSUB.formatted("<unsubscribe node='presence' jid='bard@montague.lit'/>"),
            PUBSUB.formatted("<subscribe node='characters' jid='juliet@capulet.lit/balcony'/>" + OPTIONS),
            PUBSUB.formatted("<unsubscribe node='characters' jid='juliet@capulet.lit/balcony'/>"),
            PUBSUB.formatted("<subscriptions node='presence'/>"), PUBSUB.formatted("<affiliations/>"),
            PUBSUB.formatted("<create node='me_and_romeo'/>" + CONFIGURE.formatted("me_and_romeo", "whitelist")),
            PUBSUB.formatted("<create node='me_and_romeo'/>"), PUBSUB.formatted("<items node='presence'/>"),
            PUBSUB.formatted("<affiliations><affiliation node='x' affiliation='owner'/></affiliations>"),
            OWNER.formatted("<subscriptions node='presence'/>"), OWNER.formatted("<affiliations node='presence'/>"),
            OWNER.formatted("<subscriptions node='presence'><subscription jid='bard@montague.lit' subscription='subscribed'/>"
                + "<subscription jid='@' subscription='none'/></subscriptions>"),
            OWNER.formatted("<affiliations node='presence'><affiliation jid='bard@montague.lit' affiliation='outcast'/>"
                + "</affiliations>"),
            OWNER.formatted("<configure node='presence'/>"), OWNER.formatted(CONFIGURE.formatted("presence", "authorize")),
            OWNER.formatted(CONFIGURE.formatted("me_and_romeo", "whitelist")), OWNER.formatted("<delete node='presence'/>"),
            OWNER.formatted("<subscriptions node='me_and_romeo'><subscription jid='a@b' subscription='subscribed' subid='1'/>"
                + "</subscriptions>"),
            EVENT.formatted("<items node='me_and_romeo'><item id='r1'><message xmlns='jabber:client'><body>Hi</body></message>"
                + "</item></items>"),
            EVENT.formatted("<subscription node='presence' jid='juliet@capulet.lit' subscription='subscribed'/>"),
            "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                + "<value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
                + "<field var='pubsub#node'><value>presence</value></field><field var='pubsub#subscriber_jid'>"
                + "<value>bard@montague.lit</value></field><field var='pubsub#allow'><value>true</value></field></x>",
            "<x xmlns='jabber:x:data' type='cancel'/>", "<x xmlns='http://jabber.org/protocol/muc'/>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/><status code='110'/></x>",
            "<x xmlns='http://jabber.org/protocol/muc#user'><item role='none' nick='JC2'/><status code='110'/>"
                + "<status code='303'/></x>", "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='v' hash='sha-1'/>"));

    private EventingWords() {
    }
}
