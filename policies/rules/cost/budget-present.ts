import { foundationSettings, isFoundation } from "../../lib/foundation-stack";
import { stackRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

export const budgetPresent = stackRule({
    name: "budget-present",
    group: "cost",
    description: "The stacks that hold an account's foundation declare a budget.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Declare budgets.Budget in the stack.",
    url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    types: types.budget,
    settings: foundationSettings,
    judge: (stack, { stacks }) =>
        check(!isFoundation(stack, stacks) || stack.ofTypes(types.budget).length > 0, "The stack declares no Budget."),
});
