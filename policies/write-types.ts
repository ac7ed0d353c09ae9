import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Type {
    readonly module: string;
    readonly name: string;
    readonly takes: (input: string) => boolean;
}

function readTypes(folder: string): readonly Type[] {
    const modules = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return modules.flatMap(({ name }) => {
        const files = readdirSync(join(folder, name)).filter((file) => file.endsWith(".js"));
        return files.flatMap((file) => readType(readFileSync(join(folder, name, file), "utf8")));
    });
}

function readType(source: string): readonly Type[] {
    const [, module, name] = /__pulumiType = 'aws:(\w+)\/\w+:([A-Za-z0-9]+)'/.exec(source) ?? [];
    return module === undefined || name === undefined
        ? []
        : [{ module, name, takes: (input) => source.includes(`resourceInputs["${input}"] = args?.${input};`) }];
}

/** The names of types that take an input, by module. */
function namesOf(types: readonly Type[], input: string): Readonly<Record<string, string>> {
    const byModule = new Map<string, string[]>();
    for (const { module, name, takes } of types) {
        if (takes(input)) {
            byModule.set(module, [...(byModule.get(module) ?? []), name]);
        }
    }
    const sorted = [...byModule].sort(([one], [other]) => one.localeCompare(other, "en"));
    return Object.fromEntries(sorted.map(([module, names]) => [module, names.sort().join(" ")]));
}

/** Writes anew which types of the installed `@pulumi/aws` take tags, and which take a region. */
function main(): void {
    const manifest = require.resolve("@pulumi/aws/package.json");
    const { version }: { version: string } = JSON.parse(readFileSync(manifest, "utf8"));
    const types = readTypes(dirname(manifest));
    const facts = {
        source: `@pulumi/aws ${version}`,
        tags: namesOf(types, "tags"),
        region: namesOf(types, "region"),
    };
    const target = join(__dirname, "lib", "facts", "provider-types.json");
    writeFileSync(target, `${JSON.stringify(facts, undefined, 2)}\n`);
}

main();
