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
modules_enabled = { "roster", "dialback", "disco", "ping", "presence", "message", "iq", "s2s", "testbed_send" }
modules_disabled = { "tls", "offline", "c2s", "s2s_auth_certs" }
testbed_outbox = "@folder@/outbox.xml"
VirtualHost "@domain@"
