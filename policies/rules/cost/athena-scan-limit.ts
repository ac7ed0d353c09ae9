import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isUnknown, satisfies } from "../../lib/truth";
import { check } from "../../lib/verdict";

const tebibyte = 1024 ** 4;
/** The least that Athena takes: https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const leastCutoff = 10_485_760;

export const athenaScanLimit = resourceRule({
    name: "athena-scan-limit",
    group: "cost",
    description: "Athena workgroups end a query that reads more than a bound.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set configuration.bytesScannedCutoffPerQuery, in bytes.",
    url: "https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html",
    types: types.athenaWorkgroup,
    settings: {
        maxBytes: integer("The most bytes that one query may read.", tebibyte, {
            minimum: leastCutoff,
            maximum: Number.MAX_SAFE_INTEGER,
        }),
    },
    judge: ({ props }: Resource<aws.athena.WorkgroupArgs>, { maxBytes }) => {
        const cutoff = props.child("configuration").number("bytesScannedCutoffPerQuery");
        return cutoff === undefined
            ? check(false, "configuration.bytesScannedCutoffPerQuery is not set: a query may read any amount.")
            : check(
                  satisfies(cutoff, (bytes) => bytes <= maxBytes, false),
                  `configuration.bytesScannedCutoffPerQuery is more than ${maxBytes}.`,
              );
    },
    remedy: ({ props }, { maxBytes }) => {
        const configuration = props.child("configuration");
        const cutoff = configuration.number("bytesScannedCutoffPerQuery");
        const waits = isUnknown(configuration.keys()) || isUnknown(cutoff);
        return waits || (cutoff !== undefined && cutoff <= maxBytes)
            ? {}
            : { "configuration.bytesScannedCutoffPerQuery": maxBytes };
    },
});
