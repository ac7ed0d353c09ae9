import { kinesis } from "../clients";
import type { DeliveryStatus, DeliveryWorker } from "../delivery";
import { catalogOf, type Deployment, deliveryStreamsOf } from "../deployment";
import type { Feed } from "../traffic/plan";
import { sendTraffic } from "../traffic/send";
import type { Progress } from "./progress";
import type { TrafficSource } from "./traffic-source";

const FEED_TABLES: Record<Feed, string> = { contactRecords: "contact_records", agentEvents: "agent_events" };
const STATUS_INTERVAL_MS = 500;

export interface PlayOptions {
    readonly deployment: Deployment;
    readonly worker: DeliveryWorker;
    readonly source: TrafficSource;
    readonly progress: Progress;
    readonly signal: AbortSignal;
}

/** Puts the traffic into the streams that the program declared, and waits until all of it is delivered. */
export async function playTraffic(options: PlayOptions): Promise<Record<Feed, number>> {
    const { deployment, worker, source, progress, signal } = options;
    const { accountId, region } = deployment.connection;
    const { messages, total } = source.traffic({ instanceId: firstInstance(deployment), accountId, region });
    progress.phase("play the traffic");
    const sent = await sendTraffic({
        kinesis: kinesis(deployment.connection),
        streams: streamsOf(deployment),
        messages,
        signal,
        onProgress: (count) => progress.update(count, total, "records"),
    });
    progress.done();

    progress.phase("deliver");
    const timer = setInterval(async () => {
        const status = await worker.status().catch(() => undefined);
        if (status) progress.update(recordsRead(status), total, "records");
    }, STATUS_INTERVAL_MS);
    try {
        const status = await worker.idle();
        const objects = status.streams.reduce((sum, stream) => sum + stream.totals.objects, 0);
        progress.done(`${recordsRead(status).toLocaleString("en")} records in ${objects.toLocaleString("en")} objects`);
    } finally {
        clearInterval(timer);
    }
    return sent;
}

function recordsRead(status: DeliveryStatus): number {
    return status.streams.reduce((sum, stream) => sum + stream.totals.read, 0);
}

function streamsOf(deployment: Deployment): Record<Feed, string> {
    const specs = deliveryStreamsOf(deployment);
    const streamOf = (feed: Feed): string => {
        const spec = specs.find(({ parquet }) => parquet?.tableName === FEED_TABLES[feed]);
        if (!spec) throw new Error(`The program declares no delivery stream for the table ${FEED_TABLES[feed]}.`);
        return spec.source.streamArn.slice(spec.source.streamArn.indexOf("/") + 1);
    };
    return { contactRecords: streamOf("contactRecords"), agentEvents: streamOf("agentEvents") };
}

/** An instance that the tables are projected for: contacts of any other would be delivered and never seen. */
function firstInstance(deployment: Deployment): string {
    const tables = catalogOf(deployment).databases.flatMap((database) => database.tables);
    const table = tables.find(({ name }) => name === FEED_TABLES.contactRecords);
    const [instance] = table?.parameters["projection.instance_id.values"]?.split(",") ?? [];
    if (!instance)
        throw new Error("The table contact_records names no Amazon Connect instance in its partition projection.");
    return instance;
}
