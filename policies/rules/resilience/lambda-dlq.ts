import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type FunctionShape = aws.lambda.FunctionArgs;
type MappingShape = aws.lambda.EventSourceMappingArgs;

const toFunction = (from: readonly string[], property: string, names: readonly string[]): Join => ({
    from,
    property,
    to: types.function,
    names,
});

const invokeConfigs = toFunction(types.functionEventInvokeConfig, "functionName", ["name", "arn", "id"]);
const permissions = toFunction(types.functionPermission, "function", ["name", "arn", "id"]);
const callers = [
    toFunction(types.eventTarget, "arn", ["arn"]),
    toFunction(types.schedulerSchedule, "target.arn", ["arn"]),
    toFunction(types.topicSubscription, "endpoint", ["arn"]),
] as const;

/** Services that hand an event over and do not wait for the answer (https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html). */
const asynchronous = [
    "codecommit.amazonaws.com",
    "config.amazonaws.com",
    "events.amazonaws.com",
    "iot.amazonaws.com",
    "logs.amazonaws.com",
    "s3.amazonaws.com",
    "ses.amazonaws.com",
    "sns.amazonaws.com",
];

export const lambdaDlq = stackRule({
    name: "lambda-dlq",
    group: "resilience",
    description: "Events that a Lambda function fails on are kept, where nobody waits for its answer.",
    severity: "low",
    anchors: { config: ["lambda-dlq-check"], checkov: ["CKV_AWS_116"], cdkNag: ["LambdaDLQ"] },
    remediationSteps:
        "Set deadLetterConfig on the function or give it a FunctionEventInvokeConfig with destinationConfig.onFailure; set destinationConfig.onFailure on a mapping from a stream.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    types: [
        ...types.function,
        ...types.functionEventInvokeConfig,
        ...types.functionPermission,
        ...types.eventSourceMapping,
        ...callers.flatMap(({ from }) => from),
    ],
    settings: {
        everyFunction: flag("Ask it of functions as well that nothing in the stack invokes asynchronously.", false),
    },
    judge: (stack, { everyFunction }) => [
        ...stack
            .ofTypes<FunctionShape>(types.function)
            .flatMap((fn) =>
                check(
                    anyOf(keepsEvents(fn, stack), !everyFunction && not(isInvokedAsynchronously(fn, stack))),
                    `Function "${fn.name}" loses events that it fails on: it has no dead-letter queue and no destination for failures.`,
                    fn.urn,
                ),
            ),
        ...stack
            .ofTypes<MappingShape>(types.eventSourceMapping)
            .flatMap(({ name, urn, props }) =>
                check(
                    anyOf(
                        not(readsStream(props)),
                        props.child("destinationConfig").child("onFailure").has("destinationArn"),
                    ),
                    `Event source mapping "${name}" has no destination for records that the function fails on.`,
                    urn,
                ),
            ),
    ],
});

function keepsEvents({ urn, props }: Resource<FunctionShape>, stack: StackGraph): Truth {
    const configs = stack.attachedTo<aws.lambda.FunctionEventInvokeConfigArgs>({ urn }, invokeConfigs);
    return anyOf(
        props.child("deadLetterConfig").has("targetArn"),
        ...configs.map(({ resource, certain }) =>
            allOf(
                certain || new Unknown(["functionName"]),
                resource.props.child("destinationConfig").child("onFailure").has("destination"),
            ),
        ),
    );
}

function isInvokedAsynchronously(fn: Resource<FunctionShape>, stack: StackGraph): Truth {
    const named = callers.flatMap((join) =>
        stack.attachedTo(fn, join).map(({ certain }) => certain || new Unknown([join.property])),
    );
    const permitted = stack
        .attachedTo<aws.lambda.PermissionArgs>(fn, permissions)
        .map(({ resource, certain }) =>
            allOf(certain || new Unknown(["function"]), isOneOf(resource.props.text("principal"), asynchronous)),
        );
    return anyOf(...named, ...permitted);
}

/** Only streams and logs of changes are read from a position on; these three are Kafka's and DocumentDB's. */
function readsStream(props: Properties<MappingShape>): Truth {
    const others = (["topics", "selfManagedEventSource", "documentDbEventSourceConfig"] as const).map((key) =>
        props.has(key),
    );
    return allOf(props.has("startingPosition"), ...others.map(not));
}
