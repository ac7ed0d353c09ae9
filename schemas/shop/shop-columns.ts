import { ingestColumns } from "../shared-columns";
import type { Column } from "../table";
import { t } from "../types";

/** Id of one happening: the same when its document is delivered again. */
export const eventIdColumn = (what: string) =>
    ({
        event_id: {
            type: t.string(),
            description: `Id of ${what}: the same when it is delivered again.`,
            required: true,
        },
    }) as const satisfies Record<string, Column>;

/** How and when a row of the shop came into the lake. */
export const shopIngestColumns = ingestColumns;

/** The shop's tables are partitioned by a day alone. */
export const shopPartitions = (dayOf: string) =>
    ({ event_date: { type: t.date(), description: `UTC day of ${dayOf}.` } }) as const satisfies Record<string, Column>;

/** What every table of the shop says of its own rows. */
export const shopFacts = { deliveryKey: "ingest_sequence", arrival: "ingest_ts" } as const;
