import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderReadme } from "./lib/readme";
import { packs } from "./packs";

for (const pack of packs) {
    writeFileSync(join(__dirname, "packs", pack.name, "README.md"), renderReadme(pack));
}
