"""An ordinary client made with slixmpp and its group chat plugin.

Commands come on standard input, one a line, with tabs between words; what the client sees goes to standard output in the
same way. The tests that drive it are ForeignClientsAcceptanceTest and SameConversationAcceptanceTest.
"""

import asyncio
import os
import sys

import slixmpp
from slixmpp.exceptions import IqError, PresenceError


def tell(*words):
    print("\t".join(str(word).replace("\t", " ").replace("\n", " ") for word in words), flush=True)


class Client(slixmpp.ClientXMPP):
    def __init__(self, address, password):
        super().__init__(address, password)
        # The test's servers are on this machine and offer no TLS to clients.
        self["feature_mechanisms"].unencrypted_plain = True
        for plugin in ("xep_0030", "xep_0045", "xep_0054", "xep_0199", "xep_0313"):
            self.register_plugin(plugin)
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("groupchat_message", self.said)
        self.add_event_handler("message", self.private)
        self.add_event_handler("groupchat_subject", self.subject)
        self.add_event_handler("groupchat_presence", self.presence)

    async def started(self, _):
        self.send_presence()
        tell("ready")
        asyncio.ensure_future(self.commands())

    def came_in(self, stanza):
        tell("stanza", stanza.name, stanza)
        return stanza

    def said(self, message):
        delayed = message.xml.find("{urn:xmpp:delay}delay") is not None
        tell("history" if delayed else "said", message["from"].resource, message["body"])

    def private(self, message):
        if message["type"] == "chat":
            tell("private", message["from"].resource, message["body"])

    def subject(self, message):
        tell("subject", message["subject"])

    def presence(self, presence):
        if presence["type"] == "unavailable":
            tell("went", presence["from"].resource)
        elif presence["type"] != "error":
            tell("came", presence["from"].resource, presence["muc"]["affiliation"], presence["muc"]["role"])

    async def commands(self):
        reader = asyncio.StreamReader()
        await asyncio.get_event_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while True:
            line = (await reader.readline()).decode("utf-8")
            if not line:
                self.disconnect()
                return
            try:
                await self.carry_out(*line.rstrip("\n").split("\t"))
            except (PresenceError, IqError) as error:
                tell("error", error.condition)
            except asyncio.TimeoutError:
                tell("error", "timeout")

    async def carry_out(self, command, *words):
        muc = self["xep_0045"]
        if command == "watch":
            self.add_filter("in", self.came_in)
        elif command == "join":
            room, nick, *most = words
            await muc.join_muc_wait(slixmpp.JID(room), nick, timeout=20, maxstanzas=int(most[0]) if most else None)
            tell("joined", ",".join(sorted(muc.get_roster(slixmpp.JID(room)))))
        elif command == "say":
            self.send_message(mto=words[0], mbody=words[1], mtype="groupchat")
        elif command == "whisper":
            self.send_message(mto=words[0], mbody=words[1], mtype="chat")
        elif command == "set-subject":
            self.send_message(mto=words[0], mbody=None, msubject=words[1], mtype="groupchat")
        elif command == "status":
            self.send_presence(pto=words[0], pshow=words[1])
        elif command == "invite":
            muc.invite(slixmpp.JID(words[0]), slixmpp.JID(words[1]), words[2])
        elif command == "leave":
            muc.leave_muc(slixmpp.JID(words[0]), words[1])
        elif command == "info":
            info = await self["xep_0030"].get_info(jid=words[0], timeout=20)
            tell("info", ",".join(sorted(info["disco_info"]["features"])))
        elif command == "items":
            await self["xep_0030"].get_items(jid=words[0], timeout=20)
            tell("items")
        elif command == "configuration":
            await muc.get_room_config(slixmpp.JID(words[0]), timeout=20)
            tell("configuration")
        elif command == "card":
            card = await self["xep_0054"].get_vcard(words[0], timeout=20)
            tell("card", card["vcard_temp"]["FN"])
        elif command == "archive":
            await self["xep_0313"].retrieve(jid=slixmpp.JID(words[0]), timeout=20)
            tell("archive")
        elif command == "ping":
            await self["xep_0199"].send_ping(words[0], timeout=20)
            tell("pong")
        else:
            tell("error", "no such command " + command)


def main():
    address, port = sys.argv[1], int(sys.argv[2])
    client = Client(address, os.environ["CLIENT_PASSWORD"])
    client.connect(("127.0.0.1", port), disable_starttls=True)
    client.process(forever=False)


main()
