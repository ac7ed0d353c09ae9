// Lets Node load this repository's TypeScript straight from its sources. Types are stripped, not checked: `npm run verify` checks them.
const { readFileSync } = require("node:fs");
const { transformSync } = require("esbuild");

require.extensions[".ts"] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, "utf8"), {
        loader: "ts",
        format: "cjs",
        platform: "node",
        target: `node${process.versions.node}`,
        sourcefile: filename,
        sourcemap: process.sourceMapsEnabled ? "inline" : false,
        supported: { "dynamic-import": false },
    });
    module._compile(code, filename);
};
