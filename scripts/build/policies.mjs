import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const packs = fileURLToPath(new URL("../../policies/packs/", import.meta.url));

/**
 * Bundles each policy pack to `policies/packs/<pack>/bin/index.js`. Packs ship as JavaScript, since the policy host
 * type-checks a TypeScript entry on every start, which takes seconds.
 */
export async function build() {
    const folders = await readdir(packs, { withFileTypes: true });
    const names = folders.filter((folder) => folder.isDirectory()).map((folder) => folder.name);
    await Promise.all(
        names.map((name) =>
            esbuild.build({
                entryPoints: [`${packs}${name}/index.ts`],
                outfile: `${packs}${name}/bin/index.js`,
                bundle: true,
                platform: "node",
                target: "node20",
                format: "cjs",
                external: ["@pulumi/*"],
                logLevel: "warning",
            }),
        ),
    );
}
