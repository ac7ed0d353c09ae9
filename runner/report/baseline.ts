import { readFileSync } from "node:fs";
import { messageOf } from "../engine/errors";
import { isRecord } from "../engine/values";
import { JSON_FORMAT_VERSION } from "./json";
import type { ResourceSnapshot } from "./types";

/** What an earlier report says that a later one is compared with. */
export interface Baseline {
    project: string;
    stack: string;
    fingerprints: ReadonlySet<string>;
    resources: readonly ResourceSnapshot[];
}

/** A file that can't serve as a baseline. The message is meant for the user. */
export class BaselineError extends Error {
    override readonly name = "BaselineError";
}

/**
 * Reads an earlier report in its JSON form.
 *
 * @throws BaselineError when the file can't be read, is no such report, or has another version of the form
 */
export function readBaseline(file: string): Baseline {
    let content: unknown;
    try {
        content = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new BaselineError(`the baseline ${file} can't be read as JSON: ${messageOf(error)}`, { cause: error });
    }
    if (!isRecord(content) || typeof content.version !== "number") {
        throw new BaselineError(`${file} is no report of lakefront check in JSON, and can't serve as a baseline`);
    }
    if (content.version !== JSON_FORMAT_VERSION) {
        throw new BaselineError(
            `the baseline ${file} has version ${content.version} of the report's form, and version ` +
                `${JSON_FORMAT_VERSION} is needed; write it anew with --format json`,
        );
    }
    return {
        project: String(content.project),
        stack: String(content.stack),
        fingerprints: new Set(
            records(content.subjects)
                .flatMap(({ findings }) => records(findings))
                .flatMap(({ fingerprint }) => (typeof fingerprint === "string" ? [fingerprint] : [])),
        ),
        resources: records(content.resources).map(snapshotOf),
    };
}

function snapshotOf(record: Record<string, unknown>): ResourceSnapshot {
    return {
        urn: String(record.urn),
        type: String(record.type),
        name: String(record.name),
        inputs: Object.fromEntries(
            Object.entries(isRecord(record.inputs) ? record.inputs : {}).map(([name, digest]) => [
                name,
                String(digest),
            ]),
        ),
        protect: record.protect === true,
        aliases: Array.isArray(record.aliases) ? record.aliases.map(String) : [],
    };
}

function records(value: unknown): Record<string, unknown>[] {
    return Array.isArray(value) ? value.filter(isRecord) : [];
}
