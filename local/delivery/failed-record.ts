import type { SourceRecord } from "./records";

export const FailureType = { processing: "processing-failed", conversion: "format-conversion-failed" } as const;
export type FailureType = (typeof FailureType)[keyof typeof FailureType];

/** Why a record is written under the error prefix. */
export interface Failure {
    readonly type: FailureType;
    readonly code: string;
    readonly message: string;
    readonly attempts: number;
    readonly endedMs: number;
}

export interface FailureOrigin {
    readonly functionArn?: string;
    readonly table?: { readonly databaseName: string; readonly tableName: string };
    readonly region: string;
    readonly accountId: string;
}

/**
 * The line that Firehose writes for a failed record, in the form of
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html or
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html.
 * Times are in ms since 1970; `rawData` is the record as it came from the stream, so that it can be replayed.
 */
export function failedRecordLine(record: SourceRecord, failure: Failure, origin: FailureOrigin): string {
    const { data } = record;
    const common = {
        attemptsMade: failure.attempts,
        arrivalTimestamp: record.arrivalMs,
        attemptEndingTimestamp: failure.endedMs,
        rawData: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
    };
    const line =
        failure.type === FailureType.processing
            ? {
                  ...common,
                  errorCode: failure.code,
                  errorMessage: failure.message,
                  lambdaArn: origin.functionArn ?? null,
              }
            : {
                  ...common,
                  lastErrorCode: failure.code,
                  lastErrorMessage: failure.message,
                  sequenceNumber: record.sequenceNumber,
                  subSequenceNumber: 0,
                  dataCatalogTable: {
                      catalogId: origin.accountId,
                      databaseName: origin.table?.databaseName ?? null,
                      tableName: origin.table?.tableName ?? null,
                      region: origin.region,
                      versionId: "LATEST",
                      catalogArn: null,
                  },
              };
    return `${JSON.stringify(line)}\n`;
}
