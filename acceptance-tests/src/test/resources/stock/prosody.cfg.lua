-- @...@ is filled in by the test.
run_as_root = true
daemonize = false
pidfile = "@folder@/prosody.pid"
data_path = "@folder@/data"
certificates = "@folder@"
plugin_paths = { "@folder@" }
log = { { levels = { min = "debug" }, to = "console" } }
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
use_ipv6 = false
s2s_ports = { @port@ }
s2s_direct_tls_ports = { }
s2s_secure_auth = false
s2s_require_encryption = false
-- Without it the hosts file is not read.
unbound = { hoststxt = "@folder@/hosts", resolvconf = "/dev/null" }
modules_enabled = { "roster", "dialback", "disco", "ping", "presence", "message", "iq", "s2s", "testbed_send", "c2s", "saslauth", "pep" }
modules_disabled = { "tls", "offline", "s2s_auth_certs" }
c2s_ports = { @client@ }
c2s_direct_tls_ports = { }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
-- Anybody may say that he is anybody.
authentication = "insecure"
insecure_open_authentication = "Yes please, I know what I'm doing!"
-- Who may make nodes.
admins = { "admin@@domain@" }
testbed_outbox = "@folder@/outbox.xml"
VirtualHost "@domain@"
Component "conference.@domain@" "muc"
Component "pubsub.@domain@" "pubsub"
