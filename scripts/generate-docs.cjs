// Writes the reference pages that derive from sources: node -r ./bin/register.cjs scripts/generate-docs.cjs
// With --check it writes nothing, and fails where a page isn't as its sources have it.
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");
const { catalogJsonSchema } = require("../functions/shop/catalog/json-schema.ts");
const { toolsMarkdown } = require("../functions/shop/tools/index.ts");
const { shopApiDocument } = require("../functions/shop-api/openapi.ts");
const { tables, views } = require("../schemas/index.ts");
const { tablesPage } = require("../schemas/markdown.ts");

const root = join(__dirname, "..");
const folder = join(root, "docs/reference");

/** Not in the formatter's own form, which would need the formatter to make: biome.json leaves these files out. */
function jsonText(value) {
    return `${JSON.stringify(value, null, 2)}\n`;
}

/** Each page's text, by its file. */
const pages = {
    "tables.md": tablesPage(Object.values(tables), views),
    "tools.md": toolsMarkdown(),
    "catalog.schema.json": jsonText(catalogJsonSchema()),
    "shop-api.openapi.json": jsonText(shopApiDocument()),
};

function written(path) {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        if (error.code === "ENOENT") return undefined;
        throw error;
    }
}

const stale = Object.entries(pages)
    .map(([name, text]) => ({ path: join(folder, name), text }))
    .filter(({ path, text }) => written(path) !== text);

if (process.argv.includes("--check")) {
    for (const { path } of stale) process.stderr.write(`${relative(root, path)} isn't as its sources have it.\n`);
    if (stale.length > 0) {
        process.stderr.write("Write them anew: node -r ./bin/register.cjs scripts/generate-docs.cjs\n");
        process.exitCode = 1;
    }
} else {
    mkdirSync(folder, { recursive: true });
    for (const { path, text } of stale) writeFileSync(path, text);
}
