import { impersonal } from "../personal";
import { orders } from "../shop/orders";
import { glueColumns, gluePartitionKeys, type ViewSchema } from "../table";
import { firstOfEach } from "./first-of-each";

/** `event_date` is the day of placing, which no change of the order touches, so a filter on it reaches the scan. */
const newestVersion = {
    table: orders.name,
    key: ["event_date", "order_id"],
    order: ["updated_ts DESC NULLS LAST", "ingest_ts DESC NULLS LAST", "ingest_sequence DESC NULLS LAST"],
};
const columns = impersonal([...glueColumns(orders), ...gluePartitionKeys(orders)]);

/** The newest version of each order; whoever ordered stays in the table. */
export const ordersLatest: ViewSchema = {
    name: "orders_latest",
    description: "The newest version of each order, without personal columns.",
    sql: firstOfEach(newestVersion, columns),
    columns,
};
