// Lets Node load this repository's TypeScript straight from its sources: `npm run verify` checks the types.
require("../runner/typescript.cjs").register();
