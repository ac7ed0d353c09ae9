import { shopTables } from "../../schemas";
import { alarmProblems, deliveryProblems, streamProblems, transformProblems } from "../contact/feed-validation";
import { prefixProblems } from "../support/location";
import { logRetentionProblems } from "../support/log-retention";
import type { ShopFeedArgs } from "./shop-feed-args";

/** Everything that is wrong with the plain values of a shop feed's arguments. */
export function shopFeedProblems(name: string, args: ShopFeedArgs): string[] {
    return [
        ...nameProblems(args.physicalName ?? name),
        ...tableProblems(Object.keys(args.tables)),
        ...prefixProblems("curated.prefix", args.curated.prefix),
        ...prefixProblems("raw.prefix", args.raw.prefix),
        ...prefixProblems("quarantine.prefix", args.quarantine.prefix),
        ...streamProblems(args.stream ?? {}),
        ...deliveryProblems(args),
        ...transformProblems(args),
        ...alarmProblems(args),
        ...(args.alarms.topicArn === undefined
            ? ["alarms.topicArn is missing: give the ARN of an SNS topic, for example that of an AlarmTopic"]
            : []),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

/** The longest table's name and two separators have to fit into the 64 characters of a delivery stream's name. */
function nameProblems(physicalName: string): string[] {
    if (/^[A-Za-z0-9_-]{1,38}$/.test(physicalName)) return [];
    return [
        `physicalName is "${physicalName}" (${physicalName.length} characters): use 1 to 38 letters, digits, "-" and "_", for example "lake-dev-shop"`,
    ];
}

function tableProblems(names: string[]): string[] {
    const known = Object.keys(shopTables);
    if (names.length === 0) return [`tables is empty: give at least one of ${known.join(", ")}`];
    return names
        .filter((name) => !known.includes(name))
        .map((name) => `tables has "${name}", which is no table of the shop: it takes ${known.join(", ")}`);
}
