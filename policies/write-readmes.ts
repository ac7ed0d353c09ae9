import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderProfile } from "./lib/profiles";
import { renderReadme } from "./lib/readme";
import { renderReference } from "./lib/reference";
import { packs, parts } from "./packs";

for (const pack of packs) {
    const directory = join(__dirname, "packs", pack.name);
    writeFileSync(join(directory, "README.md"), renderReadme(pack, parts));
    mkdirSync(join(directory, "profiles"), { recursive: true });
    writeFileSync(join(directory, "profiles", "strict.json"), renderProfile(pack));
}

writeFileSync(join(__dirname, "..", "docs", "reference", "policies.md"), renderReference(parts));
