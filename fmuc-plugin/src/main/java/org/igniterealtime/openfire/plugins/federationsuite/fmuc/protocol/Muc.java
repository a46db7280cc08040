package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.QName;

/** Names of XEP-0045 that FMUC needs. */
public final class Muc {

    /** What a client that enters a room says. */
    public static final QName ENTER = QName.get("x", "http://jabber.org/protocol/muc");
    /** What a room says of an occupant. */
    public static final QName USER = QName.get("x", "http://jabber.org/protocol/muc#user");
    /** The feature of a service that has rooms. */
    public static final String NAMESPACE = "http://jabber.org/protocol/muc";
    /** The feature that says that a ping to oneself is answered without asking oneself (XEP-0410). */
    public static final String SELF_PING = "http://jabber.org/protocol/muc#self-ping-optimization";
    /** Changes by an administrator of a room. */
    public static final String ADMIN_NAMESPACE = "http://jabber.org/protocol/muc#admin";
    /** Changes by an owner of a room. */
    public static final String OWNER_NAMESPACE = "http://jabber.org/protocol/muc#owner";

    /** The type of the form by which an occupant asks for voice. */
    static final String REQUEST_FORM = "http://jabber.org/protocol/muc#request";

    /** Status code: the room shows real addresses to everybody. */
    public static final int NON_ANONYMOUS = 100;
    /** Status code: this presence is about its receiver. */
    public static final int SELF = 110;
    /** Status code: the room's conversations are logged. */
    public static final int LOGGED = 170;
    /** Status code: from now on conversations are not logged. */
    public static final int NOT_LOGGED = 171;
    /** Status code: the configuration of the room has changed. */
    public static final int CONFIGURED = 104;
    /** Status code: the room has become non-anonymous. */
    public static final int NOW_NON_ANONYMOUS = 172;
    /** Status code: the room has become semi-anonymous. */
    public static final int NOW_SEMI_ANONYMOUS = 173;
    /** Status code: the room was created by this join. */
    public static final int CREATED = 201;
    /** Status code: the service changed the nick. */
    public static final int NICK_ASSIGNED = 210;

    /** Status code: gone, because the nick is another one from now on. */
    public static final int NICK_CHANGED = 303;
    /** Status code: banned. */
    public static final int BANNED = 301;
    /** Status code: kicked. */
    public static final int KICKED = 307;
    /** Status code: removed, or not let in, because he is no member of a room that is for members. */
    public static final int MEMBERS_ONLY = 322;
    /** Status code: removed because the service shuts down. */
    public static final int SERVICE_SHUTDOWN = 332;

    /** Status code: removed for a technical reason, such as that he cannot be reached. */
    public static final int UNREACHABLE = 333;

    private Muc() {
    }
}
