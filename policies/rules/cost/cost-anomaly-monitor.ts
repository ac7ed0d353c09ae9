import { foundationSettings, isFoundation } from "../../lib/foundation-stack";
import { stackRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

export const costAnomalyMonitor = stackRule({
    name: "cost-anomaly-monitor",
    group: "cost",
    description: "The stacks that hold an account's foundation watch for costs out of the ordinary, and tell somebody.",
    severity: "low",
    anchors: {},
    remediationSteps: "Declare costexplorer.AnomalyMonitor and costexplorer.AnomalySubscription in the stack.",
    url: "https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html",
    types: [...types.anomalyMonitor, ...types.anomalySubscription],
    settings: foundationSettings,
    judge: (stack, { stacks }) => {
        const idle = !isFoundation(stack, stacks);
        return [
            ...check(idle || stack.ofTypes(types.anomalyMonitor).length > 0, "The stack declares no AnomalyMonitor."),
            ...check(
                idle || stack.ofTypes(types.anomalySubscription).length > 0,
                "The stack declares no AnomalySubscription: nobody is told.",
            ),
        ];
    },
});
