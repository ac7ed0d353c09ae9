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

/** The source map of a module, compiled for `require`, or with the format `"esm"` for `import`. */
function sourceMapOf(source, filename, format) {
    return cached(["map", format, filename, source], () => compile(source, filename, "external", format).map);
}

/** Teaches `require` to load TypeScript. */
function register() {
    require.extensions[".ts"] = (module, filename) => {
        const source = readFileSync(filename, "utf8");
        const sourcemap = process.sourceMapsEnabled && "inline";
        const code = cached(["code", sourcemap, filename, source], () => compile(source, filename, sourcemap).code);
        module._compile(code, filename);
    };
}

/** Compiling takes most of the time that loading takes, so what was compiled once is kept, by all that it comes from. */
function cached(sources, make) {
    const key = JSON.stringify([require("esbuild/package.json").version, OPTIONS.target, ...sources]);
    const file = join(CACHE, createHash("sha256").update(key).digest("hex"));
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

module.exports = { compile, register, sourceMapOf };
