import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "..");
const EVERYTHING = "everything";

/** What each room may import; docs/architecture.md explains why. */
const MAY_IMPORT: Record<string, readonly string[] | typeof EVERYTHING> = {
    "index.ts": ["config.ts", "shop.ts", "components", "schemas"],
    "shop.ts": ["config.ts", "components", "schemas"],
    "config.ts": ["schemas"],
    schemas: [],
    components: ["schemas"],
    functions: ["schemas"],
    policies: [],
    runner: [],
    local: EVERYTHING,
    cli: EVERYTHING,
};

const SKIPPED_FOLDERS = new Set(["node_modules", "dist", "src", "bundles", "bin"]);

describe("architecture", () => {
    for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
        if (allowed === EVERYTHING) continue;
        it(`${room} imports only ${["itself", ...allowed].join(", ")}`, () => {
            const files = filesOf(room);
            expect(files, `no sources found in ${room}`).to.not.be.empty;
            const strays = files.flatMap((file) =>
                importedRooms(file)
                    .filter((imported) => imported !== room && !allowed.includes(imported))
                    .map((imported) => `${relative(ROOT, file)} imports ${imported}`),
            );
            expect(strays).to.deep.equal([]);
        });
    }
});

/** A room that is a file may have a folder of its name beside it. */
function filesOf(room: string): string[] {
    const folder = join(ROOT, room.replace(/\.ts$/, ""));
    return [...new Set([join(ROOT, room), folder])].filter((path) => existsSync(path)).flatMap(sourcesOf);
}

function sourcesOf(path: string): string[] {
    if (path.endsWith(".ts")) return [path];
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
        if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : sourcesOf(join(path, entry.name));
        return entry.name.endsWith(".ts") ? [join(path, entry.name)] : [];
    });
}

function importedRooms(file: string): string[] {
    const specifiers = readFileSync(file, "utf8").matchAll(/(?:from|import|require\()\s*["'](\.[^"']*)["']/g);
    return [...specifiers].map(([, specifier]) => roomOf(resolve(dirname(file), specifier ?? "")));
}

function roomOf(path: string): string {
    const [first = ""] = relative(ROOT, path).split(sep);
    return `${first}.ts` in MAY_IMPORT ? `${first}.ts` : first;
}
