// Lets Node load TypeScript straight from its sources. Types are stripped, not checked.
const { readFileSync } = require("node:fs");
const { transformSync } = require("esbuild");

/** Compiles a module. With a source map, it is `"inline"` in the code or, as `"external"`, given beside it. */
function compile(source, filename, sourcemap) {
    return transformSync(source, {
        loader: "ts",
        format: "cjs",
        platform: "node",
        target: `node${process.versions.node}`,
        sourcefile: filename,
        sourcemap,
        supported: { "dynamic-import": false },
    });
}

/** Teaches `require` to load TypeScript. */
function register() {
    require.extensions[".ts"] = (module, filename) => {
        const { code } = compile(readFileSync(filename, "utf8"), filename, process.sourceMapsEnabled && "inline");
        module._compile(code, filename);
    };
}

module.exports = { compile, register };
