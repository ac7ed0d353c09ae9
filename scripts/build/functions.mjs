// Bundles each Lambda with the SDK clients that it uses: components/bundles/<function>/index.mjs. Where a function has a
// `artifacts.ts`, what that exports as `artifacts` (a function that gives texts by file name) is written beside the bundle:
// what components need to know of a function, since they can't import it.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { sdkSchemas } from "../lib/sdk-schemas.mjs";
import { writeWholeFile } from "../lib/whole-file.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = join(root, "functions");
const output = join(root, "components", "bundles");

// CommonJS modules inside an ES module bundle still call `require` for Node's own modules.
const requireInModules = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

export async function build() {
    const folders = (await readdir(sources)).sort();
    const names = folders.filter((name) => existsSync(join(sources, name, "handler.ts")));
    await bundle(names);
    for (const name of folders.filter((folder) => existsSync(join(sources, folder, "artifacts.ts")))) {
        await writeArtifacts(name);
    }
}

async function bundle(names) {
    const { outputFiles } = await esbuild.build({
        absWorkingDir: root,
        entryPoints: names.map((name) => ({ in: join(sources, name, "handler.ts"), out: join(name, "index") })),
        outdir: output,
        outExtension: { ".js": ".mjs" },
        write: false,
        bundle: true,
        minify: true,
        // Kept for error names in logs, which are all that is said of an error there.
        keepNames: true,
        platform: "node",
        format: "esm",
        target: "node22",
        mainFields: ["module", "main"],
        banner: { js: requireInModules },
        plugins: [sdkSchemas],
        legalComments: "none",
        logLevel: "warning",
    });
    // Whoever deploys meanwhile reads these files.
    await Promise.all(outputFiles.map(({ path, contents }) => writeWholeFile(path, contents)));
}

async function writeArtifacts(name) {
    const { outputFiles } = await esbuild.build({
        absWorkingDir: root,
        entryPoints: [join(sources, name, "artifacts.ts")],
        bundle: true,
        write: false,
        platform: "node",
        format: "esm",
        mainFields: ["module", "main"],
        banner: { js: requireInModules },
        logLevel: "warning",
    });
    // A data URL has no place in the file system for `createRequire` to begin at, so the module runs from a file; not beside
    // the bundle, where a deployment would take it for a part of the function.
    const folder = await mkdtemp(join(tmpdir(), "lakefront-artifacts-"));
    const module = join(folder, "artifacts.mjs");
    try {
        await writeFile(module, outputFiles[0].contents);
        const { artifacts } = await import(pathToFileURL(module).href);
        for (const [file, text] of Object.entries(artifacts())) {
            await writeWholeFile(join(output, name, file), text);
        }
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
