// Lets Node load TypeScript straight from its sources. Types are stripped, not checked.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

/** Where tools keep what they can make again; removing it is always safe. */
const CACHE = join(__dirname, "..", "node_modules", ".cache", "lakefront", "typescript");

const OPTIONS = {
    loader: "ts",
    format: "cjs",
    platform: "node",
    target: `node${process.versions.node}`,
    supported: { "dynamic-import": false },
};

/** Compiles a module. With a source map, it is `"inline"` in the code or, as `"external"`, given beside it. */
function compile(source, filename, sourcemap, format = OPTIONS.format) {
    const dynamicImport = format === "esm" ? {} : OPTIONS.supported;
    return require("esbuild").transformSync(source, {
        ...OPTIONS,
        format,
        supported: dynamicImport,
        sourcefile: filename,
        sourcemap,
    });
}

/** Teaches `require` to load TypeScript. */
function register() {
    const { version } = require("esbuild/package.json");
    require.extensions[".ts"] = (module, filename) => {
        const source = readFileSync(filename, "utf8");
        const sourcemap = process.sourceMapsEnabled && "inline";
        const key = JSON.stringify([version, OPTIONS.target, sourcemap, filename, source]);
        module._compile(
            cached(key, () => compile(source, filename, sourcemap).code),
            filename,
        );
    };
}

/** Compiling takes most of the time that loading takes, so what was compiled once is kept, by its content. */
function cached(key, make) {
    const file = join(CACHE, `${createHash("sha256").update(key).digest("hex")}.js`);
    try {
        return readFileSync(file, "utf8");
    } catch {
        const content = make();
        keep(file, content);
        return content;
    }
}

/** Several processes may compile the same module at once, so a file appears whole or not at all. */
function keep(file, content) {
    const partial = `${file}.${process.pid}`;
    try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(partial, content);
        renameSync(partial, file);
    } catch {
        // Where the cache can't be written, modules are compiled each time.
    }
}

module.exports = { compile, register };
