import type { StreamAnswer, StreamEvent } from "../shared/dynamodb-stream";
import { required } from "../shared/environment";
import { type ShopEvents, shopEvents } from "../shop/lake";
import { sendBatch } from "./batch";

let lake: ShopEvents | undefined;

/**
 * Sends every version of every order from the orders table's stream to the lake.
 *
 * Setting, by environment variable: `EVENT_STREAM`, the name of the Kinesis stream.
 */
export async function handler({ Records }: StreamEvent): Promise<StreamAnswer> {
    lake ??= shopEvents(required(process.env, "EVENT_STREAM"));
    return sendBatch(Records, lake, (line) => process.stdout.write(`${JSON.stringify(line)}\n`));
}
