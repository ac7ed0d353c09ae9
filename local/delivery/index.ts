import { makePrivateDirectory } from "./files";
import { type DeliveryOptions, type DeliveryWorker, Supervisor } from "./supervisor";

export { type DeliveryStreamSpec, deliveryStreamsOf } from "./spec";
export type { DeliveryStatus, StreamStatus } from "./status";
export type { DeliveryOptions, DeliveryWorker } from "./supervisor";

/**
 * Starts delivery in a process of its own and waits until it has looked at all it needs. Ended by anything but `stop`,
 * it is started again.
 * @throws Error when a stream can't be delivered as configured: what is missing, or what a role may not do
 */
export async function startDelivery(options: DeliveryOptions): Promise<DeliveryWorker> {
    await makePrivateDirectory(options.stateDir);
    const supervisor = new Supervisor(options);
    await supervisor.start();
    return supervisor;
}
