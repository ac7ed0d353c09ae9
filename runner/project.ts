import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { messageOf } from "./engine/errors";
import { isRecord } from "./engine/values";

/** A stack's settings as the program will read them. */
export interface StackConfig {
    /** Name of the project, from its project file. */
    project: string;
    /** Absolute path of the project file. */
    projectFile: string;
    /** Absolute path of the module (or directory) that is the program. */
    main: string;
    /** Settings by full key (`"aws:region"`); values that are not strings as JSON. */
    config: Record<string, string>;
    /** Keys whose value is secret. */
    secretKeys: string[];
}

/** Stands for the value of an encrypted setting, which only the stack's secrets provider can decrypt. */
export const SECRET_PLACEHOLDER = "[secret]";

/** A project or stack file that is missing or can't be used. The message is meant for the user. */
export class ProjectError extends Error {
    override readonly name = "ProjectError";
}

/**
 * Reads the settings of one stack: defaults from `Pulumi.yaml`, overlaid by `Pulumi.<stack>.yaml`
 * (https://www.pulumi.com/docs/iac/concepts/config/). Encrypted values become {@link SECRET_PLACEHOLDER}.
 *
 * @throws ProjectError when a file is missing, is not YAML, or the project has no such stack
 */
export function loadStackConfig(programDir: string, stack: string): StackConfig {
    const directory = resolve(programDir);
    const projectFile = join(directory, "Pulumi.yaml");
    if (!existsSync(projectFile)) {
        throw new ProjectError(`${directory} is not a Pulumi program: it has no Pulumi.yaml`);
    }
    const project = readYaml(projectFile);
    const name = project.name;
    if (typeof name !== "string" || name === "") {
        throw new ProjectError(`${projectFile}: "name" is missing`);
    }
    const runtime = isRecord(project.runtime) ? project.runtime.name : project.runtime;
    if (runtime !== "nodejs") {
        throw new ProjectError(
            `${projectFile}: runtime is ${JSON.stringify(runtime ?? null)}, but only "nodejs" programs can be evaluated here`,
        );
    }
    const stacksDir = join(directory, stringOr(project.stackConfigDir, ""));
    const stackFile = join(stacksDir, `Pulumi.${stack}.yaml`);
    if (!existsSync(stackFile)) {
        throw new ProjectError(`there is no stack "${stack}" in ${stacksDir}; there is ${stackNames(stacksDir)}`);
    }
    const settings = new Settings(name);
    settings.addDefaults(isRecord(project.config) ? project.config : {});
    const stackConfig = readYaml(stackFile).config;
    settings.addValues(isRecord(stackConfig) ? stackConfig : {});
    return {
        project: name,
        projectFile,
        main: resolve(directory, stringOr(project.main, ".")),
        config: settings.config,
        secretKeys: [...settings.secretKeys],
    };
}

class Settings {
    readonly config: Record<string, string> = {};
    readonly secretKeys = new Set<string>();

    constructor(private readonly project: string) {}

    /** Takes the `config:` block of `Pulumi.yaml`, whose entries are values or schemas with a default. */
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

    /** Takes the `config:` block of `Pulumi.<stack>.yaml`, whose entries are values. */
    addValues(block: Record<string, unknown>): void {
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

function stackNames(directory: string): string {
    const names = (existsSync(directory) ? readdirSync(directory) : []).flatMap(
        (file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [],
    );
    return names.length === 0 ? "none" : names.sort().join(", ");
}

function stringOr(value: unknown, otherwise: string): string {
    return typeof value === "string" ? value : otherwise;
}
