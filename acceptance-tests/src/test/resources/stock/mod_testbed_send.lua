-- Sends what a test puts into a file: one stanza, in the name of this host. For tests only.
local timer = require "util.timer";
local parse = require "util.xml".parse;

local outbox = module:get_option_string("testbed_outbox");

timer.add_task(0.1, function ()
	local file = io.open(outbox);
	if file then
		local text = file:read("*a");
		file:close();
		os.remove(outbox);
		module:send(parse(text));
	end
	return 0.1;
end);
