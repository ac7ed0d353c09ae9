import { readFile } from "node:fs/promises";

/**
 * Lets esbuild leave out what a function doesn't use of an SDK client's schemas.
 *
 * Each client has all its operations' schemas in one module, as objects with computed keys (`[_hE]: 404`, where `_hE` is a
 * constant text). esbuild takes a computed key for something that might have an effect, and so keeps every schema that has
 * one: 190 KB of Amazon Connect's for a single operation. Written out, the keys mean the same and nothing is kept for them.
 */
export const sdkSchemas = {
    name: "sdk-schemas",
    setup(build) {
        build.onLoad({ filter: /[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
            contents: withPlainKeys(await readFile(path, "utf8")),
            loader: "js",
        }));
    },
};

/** The module's text with those computed keys written out whose constant stands in it as a text. */
export function withPlainKeys(source) {
    const constants = new Map(
        [...source.matchAll(/^const (_\w+) = ("(?:[^"\\]|\\.)*");$/gm)].map(([, name, text]) => [name, text]),
    );
    return source.replaceAll(/\[(_\w+)\]:/g, (key, name) => (constants.has(name) ? `${constants.get(name)}:` : key));
}
