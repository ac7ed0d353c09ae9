import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isOneOf, not, satisfies } from "../../lib/truth";

/** What CloudWatch Logs takes (the provider's reference on `retentionInDays`). */
const days = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Groups of the class DELIVERY always keep logs for two days. */
export const logGroupRetention = requirementRule({
    name: "log-group-retention",
    group: "audit",
    description: "CloudWatch log groups keep logs for a bounded time.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_66", "CKV_AWS_338"], cdkNag: ["CloudWatchLogGroupRetentionPeriod"] },
    remediationSteps: "Set retentionInDays, in days, within the bounds.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
    types: types.logGroup,
    settings: {
        minDays: integer("The fewest days to keep logs.", 1, { minimum: 1, maximum: 3653 }),
        maxDays: integer("The most days to keep logs.", 3653, { minimum: 1, maximum: 3653 }),
    },
    requires: ({ props }: Resource<aws.cloudwatch.LogGroupArgs>, { minDays, maxDays }) => {
        const retention = props.number("retentionInDays");
        const delivery = isOneOf(props.text("logGroupClass"), ["DELIVERY"]);
        const isBounded = satisfies(retention, (value) => value > 0, false);
        const best = nearest(
            retention,
            days.filter((value) => value >= minDays && value <= maxDays),
        );
        const remedy = best === undefined ? {} : { remedy: { retentionInDays: best } };
        return [
            {
                kept: anyOf(delivery, isBounded),
                otherwise: "retentionInDays is not set: the logs are kept for ever.",
                ...remedy,
            },
            {
                kept: anyOf(
                    delivery,
                    not(isBounded),
                    satisfies(retention, (value) => value >= minDays && value <= maxDays, true),
                ),
                otherwise: `retentionInDays is not between ${minDays} and ${maxDays}.`,
                ...remedy,
            },
        ];
    },
});

/** The allowed value next to the given one; without one, a year, as the benchmarks ask. */
function nearest(given: Field<number>, allowed: readonly number[]): number | undefined {
    const wanted = typeof given === "number" && given > 0 ? given : 365;
    return allowed.find((value) => value >= wanted) ?? allowed.at(-1);
}
