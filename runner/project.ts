import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parse } from "yaml";
import { messageOf } from "./engine/errors";
import { isRecord } from "./engine/values";

/** A stack's settings as the program will read them. */
export interface StackConfig {
    /** Name of the project, from its project file. */
    project: string;
    /** Name of the stack, without organization and project. */
    stack: string;
    /** Absolute path of the project file. */
    projectFile: string;
    /** Absolute path of the module (or directory) that is the program. */
    main: string;
    /** Settings by full key (`"aws:region"`); values that are not strings as JSON. */
    config: Record<string, string>;
    /** Keys whose value is secret. */
    secretKeys: string[];
    /** Sentences about what could not be read, and what stands in its place. */
    notes: string[];
}

/** Stands for the value of an encrypted setting, which only the stack's secrets provider can decrypt. */
export const SECRET_PLACEHOLDER = "[secret]";

/** A project or stack file that is missing or can't be used. The message is meant for the user. */
export class ProjectError extends Error {
    override readonly name = "ProjectError";
}

const EXTENSIONS = ["yaml", "yml", "json"];

/**
 * Reads the settings of one stack: defaults from the project file, overlaid by `Pulumi.<stack>.yaml`
 * (https://www.pulumi.com/docs/iac/concepts/config/). Encrypted values become {@link SECRET_PLACEHOLDER}. A project
 * without any stack file has whatever stack is asked for, since many keep these files to themselves.
 *
 * @param stack its name, or the full one with organization and project
 * @throws ProjectError when a file is missing, is not YAML, or the project has stacks but not this one
 */
export function loadStackConfig(programDir: string, stack: string): StackConfig {
    const directory = resolve(programDir);
    const projectFile = findFile(directory, "Pulumi");
    if (projectFile === undefined) {
        throw new ProjectError(`${directory} is not a Pulumi program: it has no Pulumi.yaml`);
    }
    const project = readYaml(projectFile);
    const name = nameOf(project, projectFile);
    const settings = new Settings(name);
    settings.addDefaults(isRecord(project.config) ? project.config : {});
    const stacksDir = join(directory, stringOr(project.stackConfigDir, ""));
    const stackName = stack.split("/").pop() ?? stack;
    const notes = settings.addStack(stacksDir, stackName);
    return {
        project: name,
        stack: stackName,
        projectFile,
        main: resolve(directory, stringOr(project.main, ".")),
        config: settings.config,
        secretKeys: [...settings.secretKeys],
        notes,
    };
}

function nameOf(project: Record<string, unknown>, projectFile: string): string {
    if (typeof project.name !== "string" || project.name === "") {
        throw new ProjectError(`${projectFile}: "name" is missing`);
    }
    const runtime = isRecord(project.runtime) ? project.runtime.name : project.runtime;
    if (runtime !== "nodejs") {
        throw new ProjectError(
            `${projectFile}: runtime is ${JSON.stringify(runtime ?? null)}, but only "nodejs" programs can be evaluated here`,
        );
    }
    return project.name;
}

class Settings {
    readonly config: Record<string, string> = {};
    readonly secretKeys = new Set<string>();
    private readonly encrypted = new Set<string>();

    constructor(private readonly project: string) {}

    /** Takes the `config:` block of the project file, whose entries are values or schemas with a default. */
    addDefaults(block: Record<string, unknown>): void {
        for (const [shortKey, entry] of Object.entries(block)) {
            const key = this.fullKey(shortKey);
            if (!isRecord(entry)) {
                this.set(key, entry);
                continue;
            }
            if (entry.secret === true) {
                this.secretKeys.add(key);
            }
            this.set(key, entry.value ?? entry.default);
        }
    }

    /** Takes a stack's file, and says what of it can't be had here. */
    addStack(directory: string, stack: string): string[] {
        const file = findFile(directory, `Pulumi.${stack}`);
        if (file === undefined) {
            const others = stackNames(directory);
            if (others.length > 0) {
                throw new ProjectError(`there is no stack "${stack}" in ${directory}; there is ${others.join(", ")}`);
            }
            return [`There is no Pulumi.${stack}.yaml: the project's defaults were taken.`];
        }
        const { config, environment } = readYaml(file);
        this.addValues(isRecord(config) ? config : {});
        return [
            ...(environment === undefined ? [] : [`Settings from the environment of ${basename(file)} were not read.`]),
            ...(this.encrypted.size === 0
                ? []
                : [`Encrypted settings stand as ${SECRET_PLACEHOLDER}: ${[...this.encrypted].join(", ")}`]),
        ];
    }

    /** Takes the `config:` block of a stack's file, whose entries are values. */
    private addValues(block: Record<string, unknown>): void {
        for (const [shortKey, value] of Object.entries(block)) {
            const key = this.fullKey(shortKey);
            const plain = this.withoutSecrets(key, value);
            this.set(key, plain);
        }
    }

    private set(key: string, value: unknown): void {
        if (value !== undefined && value !== null) {
            this.config[key] = typeof value === "string" ? value : JSON.stringify(value);
        }
    }

    private withoutSecrets(key: string, value: unknown): unknown {
        if (Array.isArray(value)) {
            return value.map((member) => this.withoutSecrets(key, member));
        }
        if (!isRecord(value)) {
            return value;
        }
        if (typeof value.secure === "string" && Object.keys(value).length === 1) {
            this.secretKeys.add(key);
            this.encrypted.add(key);
            return SECRET_PLACEHOLDER;
        }
        return Object.fromEntries(
            Object.entries(value).map(([name, member]) => [name, this.withoutSecrets(key, member)]),
        );
    }

    private fullKey(key: string): string {
        return key.includes(":") ? key : `${this.project}:${key}`;
    }
}

function readYaml(file: string): Record<string, unknown> {
    let content: unknown;
    try {
        content = parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new ProjectError(`${file} can't be read: ${messageOf(error).split("\n")[0]}`, { cause: error });
    }
    if (content === null || content === undefined) {
        return {};
    }
    if (!isRecord(content)) {
        throw new ProjectError(`${file} has to be a YAML mapping`);
    }
    return content;
}

function findFile(directory: string, name: string): string | undefined {
    return EXTENSIONS.map((extension) => join(directory, `${name}.${extension}`)).find((file) => existsSync(file));
}

function stackNames(directory: string): string[] {
    const files = existsSync(directory) ? readdirSync(directory) : [];
    return files.flatMap((file) => /^Pulumi\.(.+)\.(?:ya?ml|json)$/.exec(file)?.[1] ?? []).sort();
}

function stringOr(value: unknown, otherwise: string): string {
    return typeof value === "string" ? value : otherwise;
}
