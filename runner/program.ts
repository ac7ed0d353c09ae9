import { sep } from "node:path";
import { messageOf } from "./engine/errors";
import { directoryOf, entryOf, isEsModule } from "./program-entry";
import { ProjectError } from "./project";

const { share, importAfresh } = require("./program-modules.cjs") as {
    share(): () => void;
    importAfresh(file: string, evaluation: number): Promise<unknown>;
};

/** A program that is about to run in this process. */
export interface OpenProgram {
    /** Loads the program and gives its outputs. */
    load(): Promise<unknown>;
    /** Gives the process back its working directory and its modules. */
    close(): void;
}

let evaluations = 0;

/**
 * Opens a program from its sources: with its directory as the working directory, as under the Pulumi CLI, and without
 * anything that an earlier evaluation left in its modules.
 */
export function openProgram(main: string): OpenProgram {
    const entry = entryOf(main);
    const directory = directoryOf(main);
    const workingDirectory = process.cwd();
    process.chdir(directory);
    const restoreModules = hideModules(directory);
    const stopSharing = share();
    return {
        load: async () => outputsOf(await load(entry, directory)),
        close: () => {
            stopSharing();
            restoreModules();
            process.chdir(workingDirectory);
        },
    };
}

/** @throws ProjectError when a package that the program needs is not installed */
async function load(entry: string, directory: string): Promise<unknown> {
    try {
        return isEsModule(entry) ? await importAfresh(entry, ++evaluations) : require(entry);
    } catch (error) {
        const [, name] = /^Cannot find (?:module|package) '([^./'][^']*)'/.exec(messageOf(error)) ?? [];
        if (name === undefined) {
            throw error;
        }
        throw new ProjectError(`the program needs the package ${name}, which is not installed for ${directory}`, {
            cause: error,
        });
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
