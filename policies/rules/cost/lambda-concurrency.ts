import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag, integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { satisfies } from "../../lib/truth";
import { check } from "../../lib/verdict";

const defaults = providerDefaults.lambdaFunction;

export const lambdaConcurrency = resourceRule({
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
    judge: ({ props }: Resource<aws.lambda.FunctionArgs>, { requireReserved, maxReserved, maxMemory, maxTimeout }) => [
        ...check(
            // -1 is the provider's word for no bound.
            satisfies(
                props.number("reservedConcurrentExecutions"),
                (count) => (count === -1 ? !requireReserved : count <= maxReserved),
                !requireReserved,
            ),
            `reservedConcurrentExecutions ${requireReserved ? "is not set, or " : ""}is more than ${maxReserved}.`,
        ),
        ...check(
            satisfies(props.number("memorySize") ?? defaults.memorySize, (memory) => memory <= maxMemory, true),
            `memorySize is more than ${maxMemory} MB.`,
        ),
        ...check(
            satisfies(props.number("timeout") ?? defaults.timeout, (seconds) => seconds <= maxTimeout, true),
            `timeout is more than ${maxTimeout} seconds.`,
        ),
    ],
    remedy: ({ props }, { requireReserved, maxReserved, maxMemory, maxTimeout }) => {
        const reserved = props.number("reservedConcurrentExecutions");
        const unbounded = reserved === undefined || reserved === -1;
        const tooMany = unbounded ? requireReserved : typeof reserved === "number" && reserved > maxReserved;
        const memory = props.number("memorySize");
        const timeout = props.number("timeout");
        return {
            ...(tooMany ? { reservedConcurrentExecutions: maxReserved } : {}),
            ...(typeof memory === "number" && memory > maxMemory ? { memorySize: maxMemory } : {}),
            ...(typeof timeout === "number" && timeout > maxTimeout ? { timeout: maxTimeout } : {}),
        };
    },
});
