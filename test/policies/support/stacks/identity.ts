import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const role = "aws:iam/role:Role";
const policy = "aws:iam/policy:Policy";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const exclusive = "aws:iam/policyAttachment:PolicyAttachment";
const task = "aws:ecs/taskDefinition:TaskDefinition";

export const identity: CompliantStack = {
    types: [role, policy, rolePolicy, attachment, exclusive, task],
    build: (props) => {
        const delivery = resource(role, "delivery", props(role), { assumeRolePolicy: [] });
        const execution = resource(role, "execution", { arn: "arn:aws:iam::111122223333:role/execution" });
        const reader = resource(policy, "reader", props(policy));
        return [
            delivery,
            execution,
            reader,
            resource(rolePolicy, "delivery", props(rolePolicy), { role: [delivery] }),
            resource(attachment, "reader", props(attachment), { role: [delivery], policyArn: [reader] }),
            resource(exclusive, "groups", props(exclusive)),
            resource(task, "shop", props(task), { taskRoleArn: [delivery], executionRoleArn: [execution] }),
        ];
    },
};
