import { unmarshall } from "@aws-sdk/util-dynamodb";
import { ALL_DONE, againFrom, type StreamAnswer, type StreamRecord } from "../shared/dynamodb-stream";
import type { ShopEvents } from "../shop/lake";
import { eventsOf } from "./rows";

/** What came of a batch. */
export interface BatchLog {
    readonly message: "batch";
    readonly records: number;
    readonly events: number;
    readonly failed: boolean;
    /** Name of the error; its message isn't told. */
    readonly error?: string;
}

/**
 * Sends the orders of a batch to the lake, all in few requests. If that fails the whole batch comes again: rows that got
 * through are told apart from their repetition by `event_id`.
 */
export async function sendBatch(
    records: readonly StreamRecord[],
    lake: ShopEvents,
    log: (line: BatchLog) => void,
): Promise<StreamAnswer> {
    const events = records.flatMap(({ eventName, dynamodb: { NewImage, OldImage } }) =>
        eventsOf(eventName, NewImage && unmarshall(NewImage), OldImage && unmarshall(OldImage)),
    );
    const [first] = records;
    try {
        await lake.publish(events);
        log({ message: "batch", records: records.length, events: events.length, failed: false });
        return ALL_DONE;
    } catch (error) {
        log({
            message: "batch",
            records: records.length,
            events: events.length,
            failed: true,
            error: error instanceof Error ? error.name : typeof error,
        });
        return first === undefined ? ALL_DONE : againFrom(first);
    }
}
