#!/usr/bin/env node
require("./register.cjs");
require("../cli/main.ts");
