/** What became of source records, and what was written. */
export interface Totals {
    /** Source records in finished batches: the sum of the next five. */
    readonly read: number;
    /** Source records whose documents landed. */
    readonly delivered: number;
    /** Source records that the function dropped. */
    readonly dropped: number;
    /** Source records under the error prefix because the function failed, or its partition keys were missing. */
    readonly processingFailed: number;
    /** Source records under the error prefix because a document didn't fit the table. */
    readonly conversionFailed: number;
    /** Source records that left the stream before an interrupted batch could be redone. */
    readonly lost: number;
    /** Documents that landed. */
    readonly documents: number;
    readonly objects: number;
    /** Bytes of all objects. */
    readonly bytes: number;
}

export const NO_TOTALS: Totals = {
    read: 0,
    delivered: 0,
    dropped: 0,
    processingFailed: 0,
    conversionFailed: 0,
    lost: 0,
    documents: 0,
    objects: 0,
    bytes: 0,
};

export function addTotals(a: Totals, b: Totals): Totals {
    return {
        read: a.read + b.read,
        delivered: a.delivered + b.delivered,
        dropped: a.dropped + b.dropped,
        processingFailed: a.processingFailed + b.processingFailed,
        conversionFailed: a.conversionFailed + b.conversionFailed,
        lost: a.lost + b.lost,
        documents: a.documents + b.documents,
        objects: a.objects + b.objects,
        bytes: a.bytes + b.bytes,
    };
}
