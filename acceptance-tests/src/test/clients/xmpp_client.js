/*
 * An ordinary client made with @xmpp/client, which knows stanzas and leaves group chat to whoever uses it.
 *
 * Commands come on standard input, one a line, with tabs between words; what the client sees goes to standard output in
 * the same way. The test that drives it is ForeignClientsAcceptanceTest.
 */

import { createInterface } from "node:readline";
import { client, xml, jid } from "@xmpp/client";

const MUC = "http://jabber.org/protocol/muc";
const MUC_USER = "http://jabber.org/protocol/muc#user";
const DISCO_INFO = "http://jabber.org/protocol/disco#info";

const [address, port] = process.argv.slice(2);
const own = jid(address);
const xmpp = client({
  service: `xmpp://127.0.0.1:${port}`,
  domain: own.domain,
  username: own.local,
  resource: own.resource,
  password: process.env.CLIENT_PASSWORD,
});

/** Nicks by room. */
const occupants = new Map();

function tell(...words) {
  console.log(words.map((word) => String(word ?? "").replace(/[\t\n]/g, " ")).join("\t"));
}

function condition(stanza) {
  return stanza.getChild("error")?.getChildElements()[0]?.name ?? "unknown";
}

function presence(stanza) {
  const from = jid(stanza.attrs.from);
  const user = stanza.getChild("x", MUC_USER);
  if (stanza.attrs.type === "error") {
    tell("error", condition(stanza));
    return;
  }
  if (!user) {
    return;
  }
  const room = from.bare().toString();
  const nicks = occupants.get(room) ?? new Set();
  occupants.set(room, nicks);
  if (stanza.attrs.type === "unavailable") {
    nicks.delete(from.resource);
    tell("went", from.resource);
    return;
  }
  const item = user.getChild("item");
  nicks.add(from.resource);
  tell("came", from.resource, item?.attrs.affiliation, item?.attrs.role);
  if (user.getChildren("status").some((status) => status.attrs.code === "110")) {
    tell("joined", [...nicks].sort().join(","));
  }
}

function message(stanza) {
  const nick = jid(stanza.attrs.from).resource;
  const body = stanza.getChildText("body");
  if (stanza.attrs.type === "error") {
    tell("error", condition(stanza));
  } else if (stanza.attrs.type === "groupchat" && body !== null) {
    tell(stanza.getChild("delay", "urn:xmpp:delay") ? "history" : "said", nick, body);
  } else if (stanza.attrs.type === "groupchat" && stanza.getChild("subject")) {
    tell("subject", stanza.getChildText("subject"));
  } else if (stanza.attrs.type === "chat" && body !== null) {
    tell("private", nick, body);
  }
}

async function carryOut(command, ...words) {
  switch (command) {
    case "join":
      await xmpp.send(xml("presence", { to: `${words[0]}/${words[1]}` }, xml("x", { xmlns: MUC })));
      break;
    case "say":
      await xmpp.send(xml("message", { to: words[0], type: "groupchat" }, xml("body", {}, words[1])));
      break;
    case "whisper":
      await xmpp.send(xml("message", { to: words[0], type: "chat" }, xml("body", {}, words[1])));
      break;
    case "set-subject":
      await xmpp.send(xml("message", { to: words[0], type: "groupchat" }, xml("subject", {}, words[1])));
      break;
    case "leave":
      await xmpp.send(xml("presence", { to: `${words[0]}/${words[1]}`, type: "unavailable" }));
      break;
    case "info": {
      const query = await xmpp.iqCaller.get(xml("query", { xmlns: DISCO_INFO }), words[0]);
      tell("info", query.getChildren("feature").map((feature) => feature.attrs.var).sort().join(","));
      break;
    }
    case "ping":
      await xmpp.iqCaller.request(xml("iq", { type: "get", to: words[0] }, xml("ping", { xmlns: "urn:xmpp:ping" })));
      tell("pong");
      break;
    default:
      tell("error", `no such command ${command}`);
  }
}

xmpp.on("stanza", (stanza) => {
  if (stanza.is("presence")) {
    presence(stanza);
  } else if (stanza.is("message")) {
    message(stanza);
  }
});
xmpp.on("error", (error) => console.error(error));
xmpp.on("online", async () => {
  await xmpp.send(xml("presence"));
  tell("ready");
  const lines = createInterface({ input: process.stdin });
  lines.on("close", () => process.exit(0));
  for await (const line of lines) {
    await carryOut(...line.split("\t")).catch((error) => tell("error", error.condition ?? error.message));
  }
});

await xmpp.start().catch((error) => {
  console.error(error);
  process.exit(1);
});
