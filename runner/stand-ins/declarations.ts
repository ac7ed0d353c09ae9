import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A field of what a provider function returns, with its type as its package declares it. */
export interface Field {
    name: string;
    /** Such as `string`, `number[]` or `outputs.ec2.GetVpcFilter[]`. */
    type: string;
    optional: boolean;
}

/**
 * Reads the shape of what provider functions return out of the type declarations of their packages: there is nothing
 * else in them that tells it.
 */
export class Declarations {
    private readonly known = new Map<string, Field[]>();

    /** @param program a directory; packages are looked for there first, and then beside this program */
    constructor(private readonly program: string) {}

    /** The fields of a function's result; none where the package or the function is not found. */
    resultOf(token: string): readonly Field[] {
        const fields = this.known.get(token) ?? this.read(token);
        this.known.set(token, fields);
        return fields;
    }

    private read(token: string): Field[] {
        const [packageName = "", module = "", name = ""] = token.split(":");
        const directory = this.directoryOf(`@pulumi/${packageName}`);
        const [folder = "index"] = module.split("/");
        const file = join(directory ?? "", folder === "index" ? "" : folder, `${name}.d.ts`);
        return directory !== undefined && existsSync(file) ? fieldsOf(readFileSync(file, "utf8"), name) : [];
    }

    private directoryOf(packageName: string): string | undefined {
        for (const from of [join(this.program, "index.js"), __filename]) {
            try {
                return dirname(createRequire(from).resolve(`${packageName}/package.json`));
            } catch {
                // Not there: the next place may have it.
            }
        }
        return undefined;
    }
}

function fieldsOf(declaration: string, functionName: string): Field[] {
    const result = `${functionName.charAt(0).toUpperCase()}${functionName.slice(1)}Result`;
    const body = new RegExp(`^export interface ${result} \\{\\n(.*?)^\\}`, "ms").exec(declaration)?.[1] ?? "";
    return [...body.matchAll(/^ {4}readonly (\w+)(\??): (.+?);?$/gm)].map(([, name = "", mark, type = ""]) => ({
        name,
        type,
        optional: mark === "?",
    }));
}
