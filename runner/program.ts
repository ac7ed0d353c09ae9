import { realpathSync, statSync } from "node:fs";
import { dirname, sep } from "node:path";
import { ProjectError } from "./project";

/** A program that is about to run in this process. */
export interface OpenProgram {
    /** Loads the program and gives its outputs. */
    load(): Promise<unknown>;
    /** Gives the process back its working directory and its modules. */
    close(): void;
}

/**
 * Opens a program from its sources: with its directory as the working directory, as under the Pulumi CLI, and without
 * anything that an earlier evaluation left in its modules.
 */
export function openProgram(main: string): OpenProgram {
    const entry = resolveEntry(main);
    const directory = directoryOf(main);
    const workingDirectory = process.cwd();
    process.chdir(directory);
    const restoreModules = hideModules(directory);
    return {
        load: () => outputsOf(require(entry)),
        close: () => {
            restoreModules();
            process.chdir(workingDirectory);
        },
    };
}

/** The directory that a program runs in: its own, or that of its module. */
export function directoryOf(main: string): string {
    return realpathSync(statSync(main, { throwIfNoEntry: false })?.isDirectory() ? main : dirname(resolveEntry(main)));
}

function resolveEntry(main: string): string {
    try {
        return require.resolve(main);
    } catch {
        throw new ProjectError(`the program has no entry point: there is no module at ${main}`);
    }
}

/** A program's outputs are its exports, or what an exported function returns, as with `pulumi up`. */
async function outputsOf(program: unknown): Promise<unknown> {
    const exported = isDefaultOnly(program) ? program.default : program;
    return typeof exported === "function" ? await exported() : await exported;
}

function isDefaultOnly(program: unknown): program is { default: unknown } {
    return (
        typeof program === "object" &&
        program !== null &&
        "default" in program &&
        (typeof program.default === "function" || Object.keys(program).filter((key) => key !== "default").length === 0)
    );
}

/**
 * Hides the modules of a directory from `require`, except installed packages: those hold the Pulumi SDK, of which the
 * program and this runner must share one copy.
 */
function hideModules(directory: string): () => void {
    const isOwn = (file: string) => file.startsWith(directory + sep) && !file.includes(`${sep}node_modules${sep}`);
    const before = Object.entries(require.cache).filter(([file]) => isOwn(file));
    const clear = () => {
        for (const file of Object.keys(require.cache).filter(isOwn)) {
            delete require.cache[file];
        }
    };
    clear();
    return () => {
        clear();
        for (const [file, module] of before) {
            require.cache[file] = module;
        }
    };
}
