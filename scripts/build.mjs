// Builds everything that is generated before the program can run: each module in `build/`, in order of name.
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const folder = new URL("build/", import.meta.url);
const modules = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith(".mjs")).sort();

for (const name of modules) {
    const { build } = await import(new URL(name, folder).href);
    await build();
}
