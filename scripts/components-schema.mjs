// The package schema that Pulumi infers from the components, by which every other language uses them.
//   node scripts/components-schema.mjs            prints the schema of the repository's sources
//   node scripts/components-schema.mjs DIR        prints the schema of a package, as it was installed
//   node scripts/components-schema.mjs --write    writes components/schema.json
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("../components/", import.meta.url));
const require = createRequire(import.meta.url);

/** Does what Pulumi's plugin host does with a package that holds a PulumiPlugin.yaml. */
async function inferSchema(directory, entry) {
    const { ComponentProvider, getPulumiComponents } = require("@pulumi/pulumi/provider/experimental/provider");
    const { name } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    const components = getPulumiComponents(require(entry));
    const schema = JSON.parse(await new ComponentProvider({ components, dirname: directory, name }).getSchema());
    return `${JSON.stringify(schema, undefined, 2)}\n`;
}

const [argument] = process.argv.slice(2);
const directory = argument === undefined || argument === "--write" ? home : resolve(argument);
if (directory === home) {
    // The sources themselves, not a compiled form that may be older.
    require("../bin/register.cjs");
}
const schema = await inferSchema(directory, directory === home ? join(home, "index.ts") : directory);
if (argument === "--write") {
    const file = join(home, "schema.json");
    writeFileSync(file, schema);
    execFileSync(process.execPath, [require.resolve("@biomejs/biome/bin/biome"), "format", "--write", file]);
} else {
    process.stdout.write(schema);
}
