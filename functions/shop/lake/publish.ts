import { kinesisSource } from "../../shared/kinesis-source";
import type { SourceStream } from "../../shared/source-stream";
import { eventText, type ShopEvent } from "./events";

/** The way of the shop's events into the lake. */
export interface ShopEvents {
    /**
     * Sends events, each once or, after a failure in between, more often: `event_id` tells repeats apart.
     *
     * @throws an `Error` that counts those that the stream refused after several attempts
     */
    publish(events: readonly ShopEvent[]): Promise<void>;
}

/** Sends to the Kinesis stream of that name. */
export function shopEvents(streamName: string): ShopEvents {
    return shopEventsOver(kinesisSource(streamName));
}

/** Sends to a stream that is given. */
export function shopEventsOver(stream: SourceStream): ShopEvents {
    return {
        async publish(events) {
            if (events.length === 0) return;
            const refused = await stream.put(
                events.map((event) => ({ text: eventText(event), partitionKey: event.row.event_id ?? event.table })),
            );
            if (refused.length > 0)
                throw new Error(
                    `The stream refused ${refused.length} of ${events.length} events after several attempts.`,
                );
        },
    };
}
