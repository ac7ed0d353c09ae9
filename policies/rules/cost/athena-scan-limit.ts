import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { satisfies } from "../../lib/truth";

const tebibyte = 1024 ** 4;
/** The least that Athena takes: https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const leastCutoff = 10_485_760;

export const athenaScanLimit = requirementRule({
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
    requires: ({ props }: Resource<aws.athena.WorkgroupArgs>, { maxBytes }) => {
        const cutoff = props.child("configuration").number("bytesScannedCutoffPerQuery");
        return [
            {
                kept: satisfies(cutoff, (bytes) => bytes <= maxBytes, false),
                otherwise:
                    cutoff === undefined
                        ? "configuration.bytesScannedCutoffPerQuery is not set: a query may read any amount."
                        : `configuration.bytesScannedCutoffPerQuery is more than ${maxBytes}.`,
                remedy: { "configuration.bytesScannedCutoffPerQuery": maxBytes },
            },
        ];
    },
});
