#!/usr/bin/env node
// The SDK's versions are pinned here: that a later one will want a later Node.js is no news for the user of this one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
require("./register.cjs");
require("../cli/main.ts");
