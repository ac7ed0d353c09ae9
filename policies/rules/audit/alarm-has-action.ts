import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, stackRule } from "../../lib/rule";
import { text } from "../../lib/settings";
import type { StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isOneOf, isUnknown, satisfies, type Truth, type Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Composite = aws.cloudwatch.CompositeAlarmArgs;
type Shape = Pick<aws.cloudwatch.MetricAlarmArgs & Composite, "actionsEnabled" | "alarmActions" | "alarmName" | "name">;

const composites: readonly string[] = types.compositeAlarm;

/** An alarm that a composite alarm reads, or that holds one back, needs no action of its own: the composite alarm acts. */
export const alarmHasAction = stackRule({
    name: "alarm-has-action",
    group: "audit",
    description: "CloudWatch alarms tell somebody, or are part of an alarm that does.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_319"], cdkNag: ["CloudWatchAlarmAction"] },
    remediationSteps: "Leave actionsEnabled unset, and name a topic or another action in alarmActions.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
    types: [...types.metricAlarm, ...types.compositeAlarm],
    settings: {
        topicArn: text(
            "ARN of the topic that the remedy names in every alarm without an action, be it part of another or not; without one it names none.",
        ),
    },
    judge: (stack) => {
        const parts = partsOfComposites(stack);
        return stack.ofTypes<Shape>([...types.metricAlarm, ...types.compositeAlarm]).flatMap((alarm) => {
            const isPart = isPartOf(alarm, parts);
            const { name, urn, props } = alarm;
            return [
                ...check(
                    anyOf(isEnabled(props.flag("actionsEnabled")), isPart),
                    `Alarm "${name}" has actionsEnabled false.`,
                    urn,
                ),
                ...check(
                    anyOf(props.each("alarmActions").length > 0, isPart),
                    `Alarm "${name}" has no alarmActions: nobody is told.`,
                    urn,
                ),
            ];
        });
    },
    remedy: ({ props }: Resource<Shape>, { topicArn }) =>
        topicArn !== "" && props.each("alarmActions").length === 0 ? { alarmActions: [topicArn] } : {},
});

function isEnabled(actionsEnabled: Field<boolean>): Truth {
    return isOneOf(actionsEnabled, [true], providerDefaults.alarm.actionsEnabled);
}

interface Parts {
    readonly names: ReadonlySet<string>;
    /** Rules and suppressors that may name any alarm. */
    readonly unknown: readonly Unknown[];
}

function partsOfComposites(stack: StackGraph): Parts {
    const rules = stack
        .ofTypes<Composite>(types.compositeAlarm)
        .flatMap(({ props }) => [props.text("alarmRule"), props.child("actionsSuppressor").text("alarm")]);
    const known = rules.filter((rule): rule is string => typeof rule === "string");
    return { names: new Set(known.flatMap(alarmsIn)), unknown: rules.filter(isUnknown) };
}

/** The names in a rule such as `ALARM("errors") AND NOT OK(throttles)`, or the one alarm that a text is; ARNs count as names. */
function alarmsIn(rule: string): readonly string[] {
    const functions = [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+?)"?\s*\)/g)];
    const named = functions.length === 0 ? [rule] : functions.map(([, name = ""]) => name);
    return named.map((name) => name.replace(/^arn:.*:alarm:/, ""));
}

function isPartOf({ type, props }: Resource<Shape>, { names, unknown }: Parts): Truth {
    const name = props.text(composites.includes(type) ? "alarmName" : "name");
    if (names.size === 0 && unknown.length === 0) {
        return false;
    }
    return anyOf(
        satisfies(name, (known) => names.has(known), false),
        ...unknown,
    );
}
