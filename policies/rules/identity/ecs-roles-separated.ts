import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isUnknown, not, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type TaskShape = aws.ecs.TaskDefinitionArgs;

const roleOf = (property: "taskRoleArn" | "executionRoleArn"): Join => ({
    from: types.ecsTaskDefinition,
    property,
    to: types.iamRole,
    names: ["arn"],
});
const byTask = roleOf("taskRoleArn");
const byExecution = roleOf("executionRoleArn");

/** Which role an ARN that is not known yet belongs to, the stack's dependencies tell. */
export const ecsRolesSeparated = stackRule({
    name: "ecs-roles-separated",
    group: "identity",
    description: "ECS tasks act by another role than the one by which they are started.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_249"] },
    remediationSteps:
        "Make a role for executionRoleArn, which reads images and secrets, and another one for taskRoleArn, with what the program needs.",
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html",
    types: [...types.ecsTaskDefinition, ...types.iamRole],
    judge: (stack) => {
        const rolesByTask = namedRoles(stack);
        return stack.ofTypes<TaskShape>(types.ecsTaskDefinition).flatMap((task) => judgeTask(task, rolesByTask));
    },
});

function judgeTask(
    { name, urn, props }: Resource<TaskShape>,
    rolesByTask: ReadonlyMap<string, Roles>,
): readonly Verdict[] {
    const task = props.text("taskRoleArn");
    const execution = props.text("executionRoleArn");
    if (task === undefined || task === "" || execution === undefined || execution === "") {
        return [];
    }
    const same: Truth = isUnknown(task) || isUnknown(execution) ? sameRole(rolesByTask.get(urn)) : task === execution;
    return check(not(same), `Task definition "${name}" has one role for taskRoleArn and executionRoleArn.`, urn);
}

/** Which roles of the stack a task definition names, by URN. */
interface Roles {
    readonly task: Map<string, boolean>;
    readonly execution: Map<string, boolean>;
}

function namedRoles(stack: StackGraph): ReadonlyMap<string, Roles> {
    const byUrn = new Map<string, Roles>();
    for (const role of stack.ofTypes(types.iamRole)) {
        for (const [kind, join] of [
            ["task", byTask],
            ["execution", byExecution],
        ] as const) {
            for (const { resource, certain } of stack.attachedTo(role, join)) {
                const roles = byUrn.get(resource.urn) ?? { task: new Map(), execution: new Map() };
                roles[kind].set(role.urn, certain);
                byUrn.set(resource.urn, roles);
            }
        }
    }
    return byUrn;
}

/** A role of another stack leaves no trace here. */
function sameRole(roles: Roles | undefined): Truth {
    const unknown = new Unknown(["taskRoleArn", "executionRoleArn"]);
    if (roles === undefined || roles.task.size === 0 || roles.execution.size === 0) {
        return unknown;
    }
    const both = [...roles.task].map(([urn, certain]): Truth => {
        const other = roles.execution.get(urn);
        return other !== undefined && allOf(certain || unknown, other || unknown);
    });
    return anyOf(...both);
}
