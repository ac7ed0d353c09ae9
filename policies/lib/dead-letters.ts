import type * as aws from "@pulumi/aws";
import { parseDocument } from "./policy-document";
import { Properties } from "./properties";
import type { Resource } from "./rule";
import type { Join, StackGraph } from "./stack-graph";
import { types } from "./tokens";
import { anyOf, isOneOf, type Truth, Unknown } from "./truth";

const toQueue = (from: readonly string[], property: string): Join => ({
    from,
    property,
    to: types.queue,
    names: ["arn"],
});

/** Properties that name the queue for what could not be delivered. */
const byArn = [
    toQueue(types.function, "deadLetterConfig.targetArn"),
    toQueue(types.functionEventInvokeConfig, "destinationConfig.onFailure.destination"),
    toQueue(types.eventSourceMapping, "destinationConfig.onFailure.destinationArn"),
    toQueue(types.eventTarget, "deadLetterConfig.arn"),
    toQueue(types.schedulerSchedule, "target.deadLetterConfig.arn"),
] as const;

/** The same, where the ARN stands in a JSON document. */
const byDocument = [
    toQueue(types.queue, "redrivePolicy"),
    toQueue(types.queueRedrivePolicy, "redrivePolicy"),
    toQueue(types.topicSubscription, "redrivePolicy"),
] as const;

/** Types that can tell that a queue is one of these. */
export const deadLetterSources: readonly string[] = [
    ...new Set([...types.queue, ...byArn.flatMap(({ from }) => from), ...byDocument.flatMap(({ from }) => from)]),
];

/** Whether a queue is where others put what they could not deliver. */
export function isDeadLetterQueue(queue: Resource<aws.sqs.QueueArgs>, stack: StackGraph): Truth {
    const named = [...byArn, ...byDocument].flatMap((join) =>
        stack.attachedTo(queue, join).map(({ certain }) => certain || new Unknown([join.property])),
    );
    return anyOf(permitsRedrive(queue), namedInText(queue, stack), ...named);
}

/** Says that others may, unless all of them are refused. */
function permitsRedrive({ props }: Resource<aws.sqs.QueueArgs>): Truth {
    const permission = parseDocument<{ redrivePermission?: string }>(
        props.get("redriveAllowPolicy"),
        "redriveAllowPolicy",
    );
    return permission instanceof Properties
        ? isOneOf(permission.text("redrivePermission"), ["allowAll", "byQueue"], true)
        : permission instanceof Unknown && permission;
}

const targetsByStack = new WeakMap<StackGraph, ReadonlySet<string>>();

function namedInText({ props }: Resource<aws.sqs.QueueArgs & { readonly arn?: string }>, stack: StackGraph): boolean {
    const targets = targetsByStack.get(stack) ?? readTargets(stack);
    targetsByStack.set(stack, targets);
    const arn = props.text("arn");
    return typeof arn === "string" && targets.has(arn);
}

/** The ARNs in all documents whose text is known. */
function readTargets(stack: StackGraph): ReadonlySet<string> {
    const holders = byDocument.flatMap(({ from }) => stack.ofTypes<{ redrivePolicy?: string }>(from));
    const targets = holders.map(({ props }) => {
        const policy = parseDocument<{ deadLetterTargetArn?: string }>(props.get("redrivePolicy"), "redrivePolicy");
        return policy instanceof Properties ? policy.text("deadLetterTargetArn") : undefined;
    });
    return new Set(targets.filter((target) => typeof target === "string"));
}
