import { type Surroundings, transformBatch } from "./batch";
import { required } from "./environment";
import type { FirehoseEvent, FirehoseResponse } from "./firehose";
import { kinesisSource } from "./kinesis-source";
import type { TableMapping } from "./mapping";
import { s3Quarantine } from "./s3-quarantine";

/** What Firehose calls. */
export type TransformHandler = (event: FirehoseEvent) => Promise<FirehoseResponse>;

/**
 * The Lambda of one feed.
 *
 * Settings, by environment variable: `QUARANTINE_BUCKET`, `QUARANTINE_PREFIX` (ends in `/`), `SOURCE_STREAM_NAME`, and
 * `METRIC_NAMESPACE` (`Lakefront` unless given).
 */
export function transformHandler(mapping: TableMapping): TransformHandler {
    return transformHandlerFor(() => mapping);
}

/** The Lambda of several feeds, each with a delivery stream of its own. */
export function transformHandlerFor(mappingOf: (event: FirehoseEvent) => TableMapping): TransformHandler {
    let surroundings: Surroundings | undefined;
    return (event) => {
        surroundings ??= surroundingsFrom(process.env);
        return transformBatch(mappingOf(event), event.records, surroundings);
    };
}

function surroundingsFrom(environment: NodeJS.ProcessEnv): Surroundings {
    const prefix = required(environment, "QUARANTINE_PREFIX");
    if (!prefix.endsWith("/")) {
        throw new Error(`QUARANTINE_PREFIX must end in "/", as in "quarantined_records/"; it is "${prefix}"`);
    }
    return {
        quarantine: s3Quarantine(required(environment, "QUARANTINE_BUCKET"), prefix),
        source: kinesisSource(required(environment, "SOURCE_STREAM_NAME")),
        metricNamespace: environment.METRIC_NAMESPACE ?? "Lakefront",
        // Not console.log: Lambda would wrap the line in its own JSON, and CloudWatch would find no metrics in it.
        log: (line) => process.stdout.write(`${line}\n`),
        now: Date.now,
    };
}
