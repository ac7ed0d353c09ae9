import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { satisfies } from "../../lib/truth";

export const kinesisRetention = requirementRule({
    name: "kinesis-retention",
    group: "resilience",
    description: "Kinesis streams keep records long enough to read them again after a failure.",
    severity: "low",
    anchors: { fsbp: ["Kinesis.3"] },
    remediationSteps: "Set retentionPeriod, in hours, to the minimum or more.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-3",
    types: types.stream,
    settings: {
        minHours: integer("The fewest hours to keep records.", 168, { minimum: 24, maximum: 8760 }),
    },
    requires: ({ props }: Resource<aws.kinesis.StreamArgs>, { minHours }) => [
        {
            kept: satisfies(
                props.number("retentionPeriod") ?? providerDefaults.kinesisStream.retentionPeriod,
                (hours) => hours >= minHours,
                false,
            ),
            otherwise: `retentionPeriod is less than ${minHours} hours: a longer failure of a reader loses records.`,
            remedy: { retentionPeriod: minHours },
        },
    ],
});
