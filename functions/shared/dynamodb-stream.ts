import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/**
 * One change of an item, as Lambda hands it over.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export interface StreamRecord {
    readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
    readonly dynamodb: {
        readonly SequenceNumber: string;
        readonly NewImage?: Record<string, AttributeValue>;
        readonly OldImage?: Record<string, AttributeValue>;
    };
}

export interface StreamEvent {
    readonly Records: readonly StreamRecord[];
}

/**
 * The record from which Lambda is to deliver again; it and all behind it come back, so order is kept.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export interface StreamAnswer {
    readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Says that everything was taken care of. */
export const ALL_DONE: StreamAnswer = { batchItemFailures: [] };

/** Says that this record and all behind it are to come again. */
export function againFrom({ dynamodb }: StreamRecord): StreamAnswer {
    return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
}
