// Lets Node load this repository's TypeScript straight from its sources: `npm run verify` checks the types.
require("../runner/typescript.cjs").register();
const { putOffServices, putOffTooling } = require("../runner/lazy-modules.cjs");
putOffServices();
putOffTooling();
// From Node 22 on, compiled code is kept between runs.
require("node:module").enableCompileCache?.();
