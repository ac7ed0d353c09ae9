import type * as aws from "@pulumi/aws";
import { awsManagedName, isBroad } from "../../lib/managed-policies";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, satisfies } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const budgetScopedAction = resourceRule({
    name: "budget-scoped-action",
    group: "cost",
    description: "What a budget does by itself is bound to named people or instances and takes rights away.",
    severity: "low",
    anchors: {},
    remediationSteps:
        "Name roles, users, groups or instances in definition, apply a policy that denies, and set approvalModel to MANUAL where a person should look first.",
    url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-controls.html",
    types: types.budgetAction,
    settings: {
        automaticActionTypes: texts(
            "Types of action that may run without a person's approval: APPLY_IAM_POLICY, APPLY_SCP_POLICY, RUN_SSM_DOCUMENTS.",
            ["APPLY_IAM_POLICY", "APPLY_SCP_POLICY", "RUN_SSM_DOCUMENTS"],
        ),
    },
    judge: ({ props }: Resource<aws.budgets.BudgetActionArgs>, { automaticActionTypes }) => {
        const policyArn = props.child("definition").child("iamActionDefinition").text("policyArn");
        return [
            ...check(
                anyOf(
                    not(isOneOf(props.text("approvalModel"), ["AUTOMATIC"])),
                    isOneOf(props.text("actionType"), automaticActionTypes),
                ),
                "approvalModel is AUTOMATIC for an actionType that a person has to approve.",
            ),
            ...check(
                satisfies(policyArn, (arn) => !isBroad(awsManagedName(arn) ?? ""), true),
                "definition.iamActionDefinition.policyArn names a policy that allows nearly everything.",
            ),
        ];
    },
});
