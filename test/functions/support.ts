import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Surroundings } from "../../functions/shared/batch";
import type { FirehoseRecord } from "../../functions/shared/firehose";
import type { QuarantineObject } from "../../functions/shared/quarantine";
import type { StreamDocument } from "../../functions/shared/source-stream";

/** A document in a test: any JSON object. */
export type Json = Record<string, unknown>;

/** Milliseconds since 1970: the afternoon of the day that the fixtures are from. */
export const arrivedAt = Date.parse("2026-03-14T16:00:00.123Z");

/** A record of every documented field, in `test/fixtures`. */
export function fixture(name: "contact-record" | "agent-event"): Json {
    return JSON.parse(readFileSync(join(__dirname, "../fixtures", `${name}.json`), "utf8"));
}

/** A record as Firehose hands it over. */
export function recordOf(
    payload: string | Buffer,
    sequenceNumber = "49590338271490256608559692538361571095921575989136588898",
): FirehoseRecord {
    return {
        recordId: `record-${sequenceNumber}`,
        data: Buffer.from(payload).toString("base64"),
        approximateArrivalTimestamp: arrivedAt,
        kinesisRecordMetadata: {
            shardId: "shardId-000000000001",
            partitionKey: "some-key",
            approximateArrivalTimestamp: arrivedAt,
            sequenceNumber,
            subsequenceNumber: 0,
        },
    };
}

/** The rows of a payload in Base64. */
export function rowsIn(data: string): Json[] {
    return Buffer.from(data, "base64")
        .toString()
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
}

/** Surroundings that keep what they are given. */
export interface Recorded extends Surroundings {
    readonly objects: QuarantineObject[];
    readonly documents: StreamDocument[];
    readonly lines: string[];
}

/** Surroundings in memory; single parts can be made to fail. */
export function surroundings(parts: Partial<Pick<Surroundings, "quarantine" | "source">> = {}): Recorded {
    const objects: QuarantineObject[] = [];
    const documents: StreamDocument[] = [];
    const lines: string[] = [];
    return {
        objects,
        documents,
        lines,
        quarantine: parts.quarantine ?? {
            keep: async (object) => {
                objects.push(object);
            },
        },
        source: parts.source ?? {
            put: async (given) => {
                documents.push(...given);
                return [];
            },
        },
        metricNamespace: "Lakefront",
        log: (line) => lines.push(line),
        now: () => arrivedAt,
    };
}

/** The rows of a quarantine object. */
export function quarantined({ objects }: Recorded): Json[] {
    return objects.flatMap(({ body }) =>
        body
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line)),
    );
}

/** Every path to an object or list inside a document, outermost first. */
export function pathsToContainers(value: unknown, path: readonly string[] = []): string[][] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return [[...path], ...Object.entries(value).flatMap(([key, inner]) => pathsToContainers(inner, [...path, key]))];
}

/** A copy of a document with the value at `path` replaced. */
export function withValueAt(document: Json, path: readonly string[], value: unknown): Json {
    const copy: Json = structuredClone(document);
    let target: Json = copy;
    for (const key of path.slice(0, -1)) {
        target = target[key] as Json;
    }
    const last = path.at(-1);
    if (last !== undefined) {
        target[last] = value;
    }
    return copy;
}
