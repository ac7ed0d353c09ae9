// Sets up what is missing, then runs the `lakefront` command in this very process, so that signals and exit codes are its own.
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";
import { main, setup } from "./setup.mjs";

await main(async () => {
    await setup();
    const command = join(root, "bin", "lakefront.cjs");
    process.argv = [process.argv[0], command, ...process.argv.slice(2)];
    createRequire(import.meta.url)(command);
});
