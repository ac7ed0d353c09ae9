// Writes the reference pages that derive from sources: node -r ./bin/register.cjs scripts/generate-docs.cjs
const { mkdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { tables, views } = require("../schemas/index.ts");
const { tablesPage } = require("../schemas/markdown.ts");

const folder = join(__dirname, "../docs/reference");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "tables.md"), tablesPage(Object.values(tables), views));
