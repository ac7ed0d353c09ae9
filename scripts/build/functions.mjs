// Bundles each Lambda with the SDK clients that it uses: components/bundles/<function>/index.mjs.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = join(root, "functions");
const output = join(root, "components", "bundles");

// CommonJS modules inside an ES module bundle still call `require` for Node's own modules.
const requireInModules = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

export async function build() {
    const names = (await readdir(sources)).filter((name) => existsSync(join(sources, name, "handler.ts"))).sort();
    await esbuild.build({
        absWorkingDir: root,
        entryPoints: names.map((name) => ({ in: join(sources, name, "handler.ts"), out: join(name, "index") })),
        outdir: output,
        outExtension: { ".js": ".mjs" },
        bundle: true,
        minify: true,
        // Kept for error names in logs, which are all that is said of an error there.
        keepNames: true,
        platform: "node",
        format: "esm",
        target: "node22",
        mainFields: ["module", "main"],
        banner: { js: requireInModules },
        legalComments: "none",
        logLevel: "warning",
    });
}
