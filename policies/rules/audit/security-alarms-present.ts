import type * as aws from "@pulumi/aws";
import { type SecurityAlarm, securityAlarms } from "../../lib/facts/security-alarms";
import { foundationSettings, isFoundation } from "../../lib/foundation-stack";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isUnknown, satisfies, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Filter = Resource<aws.cloudwatch.LogMetricFilterArgs>;
type Alarm = Properties<aws.cloudwatch.MetricAlarmArgs>;

interface Metric {
    readonly name: Field<string>;
    readonly namespace: Field<string>;
}

export const securityAlarmsPresent = stackRule({
    name: "security-alarms-present",
    group: "audit",
    description:
        "The stacks that hold an account's foundation raise alarms on the events that the CIS benchmark has watched.",
    severity: "medium",
    anchors: {
        cis: securityAlarms.map(({ control }) => control),
        trivy: Array.from({ length: 14 }, (_, index) => `AWS-0${147 + index}`),
    },
    remediationSteps:
        "Declare a cloudwatch.LogMetricFilter on the trail's log group for each kind of event, and a MetricAlarm on its metric.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    types: [...types.logMetricFilter, ...types.metricAlarm],
    settings: foundationSettings,
    judge: (stack, { stacks }) => {
        if (!isFoundation(stack, stacks)) {
            return [];
        }
        const filters = stack.ofTypes<aws.cloudwatch.LogMetricFilterArgs>(types.logMetricFilter);
        const watched = stack
            .ofTypes<aws.cloudwatch.MetricAlarmArgs>(types.metricAlarm)
            .flatMap(({ props }) => metricsOf(props));
        return securityAlarms.flatMap((kind) => judgeKind(kind, filters, watched));
    },
});

function judgeKind(
    { control, finds, marks }: SecurityAlarm,
    filters: readonly Filter[],
    watched: readonly Metric[],
): readonly Verdict[] {
    const found = filters.map((filter) => ({
        filter,
        matches: satisfies(
            filter.props.text("pattern"),
            (pattern) => marks.every((mark) => pattern.includes(mark)),
            false,
        ),
    }));
    const exists = anyOf(...found.map(({ matches }) => matches));
    if (exists !== true) {
        return check(exists, `No metric filter finds ${finds} (CIS ${control}).`);
    }
    return check(
        anyOf(...found.map(({ filter, matches }) => allOf(matches, hasAlarm(filter, watched)))),
        `No alarm watches the metric of ${finds} (CIS ${control}).`,
    );
}

function metricsOf(alarm: Alarm): readonly Metric[] {
    return [alarm, ...alarm.each("metricQueries").map((query) => query.child("metric"))].map((metric) => ({
        name: metric.text("metricName"),
        namespace: metric.text("namespace"),
    }));
}

function hasAlarm({ props }: Filter, watched: readonly Metric[]): Truth {
    const metric = props.child("metricTransformation");
    return anyOf(
        ...watched.map(({ name, namespace }) =>
            allOf(isSame(metric.text("name"), name), isSame(metric.text("namespace"), namespace)),
        ),
    );
}

function isSame(one: Field<string>, other: Field<string>): Truth {
    return satisfies(one, (known) => (isUnknown(other) ? other : other === known), false);
}
