import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag, integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { satisfies } from "../../lib/truth";

const defaults = providerDefaults.lambdaFunction;

export const lambdaConcurrency = requirementRule({
    name: "lambda-concurrency",
    group: "cost",
    description: "Lambda functions stay within bounds of memory, of time and, where asked for, of concurrency.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_115"], cdkNag: ["LambdaConcurrency"] },
    remediationSteps: "Set memorySize, timeout and reservedConcurrentExecutions within the bounds.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    types: types.function,
    settings: {
        requireReserved: flag("Ask for reservedConcurrentExecutions, which also takes from the account's pool.", false),
        maxReserved: integer("The most executions at a time.", 500, { minimum: 1, maximum: 100_000 }),
        maxMemory: integer("The most memory, in MB.", 3008, { minimum: 128, maximum: 10_240 }),
        maxTimeout: integer("The longest time to run, in seconds.", 900, { minimum: 1, maximum: 900 }),
    },
    requires: ({ props }: Resource<aws.lambda.FunctionArgs>, settings): readonly Requirement[] => {
        const { requireReserved, maxReserved, maxMemory, maxTimeout } = settings;
        return [
            {
                // -1 is the provider's word for no bound.
                kept: satisfies(
                    props.number("reservedConcurrentExecutions"),
                    (count) => (count === -1 ? !requireReserved : count <= maxReserved),
                    !requireReserved,
                ),
                otherwise: `reservedConcurrentExecutions ${requireReserved ? "is not set, or " : ""}is more than ${maxReserved}.`,
                remedy: { reservedConcurrentExecutions: maxReserved },
            },
            {
                kept: satisfies(
                    props.number("memorySize") ?? defaults.memorySize,
                    (memory) => memory <= maxMemory,
                    true,
                ),
                otherwise: `memorySize is more than ${maxMemory} MB.`,
                remedy: { memorySize: maxMemory },
            },
            {
                kept: satisfies(props.number("timeout") ?? defaults.timeout, (seconds) => seconds <= maxTimeout, true),
                otherwise: `timeout is more than ${maxTimeout} seconds.`,
                remedy: { timeout: maxTimeout },
            },
        ];
    },
});
