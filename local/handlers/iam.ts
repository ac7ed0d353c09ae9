import {
    AttachRolePolicyCommand,
    CreatePolicyCommand,
    CreatePolicyVersionCommand,
    CreateRoleCommand,
    DeletePolicyVersionCommand,
    GetPolicyCommand,
    GetRoleCommand,
    GetRolePolicyCommand,
    ListAttachedRolePoliciesCommand,
    ListPolicyVersionsCommand,
    PutRolePolicyCommand,
    UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { iam } from "../clients";
import { unless } from "./errors";
import { localPolicy } from "./local-policy";
import { tagList } from "./tags";
import type { HandlerTable, Target, TypeHandler } from "./types";

const ROLE_NAME_MAX = 64;
const POLICY_NAME_MAX = 128;

/** IAM gives documents back URL-encoded. */
function decoded(document: string | undefined): unknown {
    return JSON.parse(decodeURIComponent(document ?? "null"));
}

const role: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", ROLE_NAME_MAX);
        const trust = inputs.document("assumeRolePolicy");
        const created = await unless(["EntityAlreadyExists"], () =>
            call("CreateRole", () =>
                iam(connection).send(
                    new CreateRoleCommand({
                        RoleName: name,
                        Path: inputs.optionalText("path"),
                        AssumeRolePolicyDocument: trust,
                        Description: inputs.optionalText("description"),
                        MaxSessionDuration: inputs.optionalNumber("maxSessionDuration"),
                        PermissionsBoundary: inputs.optionalText("permissionsBoundary"),
                        Tags: tagList(inputs.map("tags")),
                    }),
                ),
            ),
        );
        if (created === undefined) {
            await call("UpdateAssumeRolePolicy", () =>
                iam(connection).send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: trust })),
            );
        }
        for (const arn of inputs.texts("managedPolicyArns")) {
            await call("AttachRolePolicy", () =>
                iam(connection).send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: arn })),
            );
        }
        for (const policy of inputs.sections("inlinePolicies")) {
            await call("PutRolePolicy", () =>
                iam(connection).send(
                    new PutRolePolicyCommand({
                        RoleName: name,
                        PolicyName: policy.text("name"),
                        PolicyDocument: localPolicy(policy.document("policy")),
                    }),
                ),
            );
        }
        const found = await call("GetRole", () => iam(connection).send(new GetRoleCommand({ RoleName: name })));
        return { id: name, outputs: { name, arn: found.Role?.Arn, uniqueId: found.Role?.RoleId } };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetRole", () => iam(connection).send(new GetRoleCommand({ RoleName: id })));
        const wanted: unknown = JSON.parse(inputs.document("assumeRolePolicy"));
        expect("the trust policy", wanted, decoded(found.Role?.AssumeRolePolicyDocument));
    },
};

const rolePolicy: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const [roleName, name] = [inputs.text("role"), target.physicalName("name", POLICY_NAME_MAX)];
        const document = inputs.document("policy");
        await call("PutRolePolicy", () =>
            iam(connection).send(
                new PutRolePolicyCommand({
                    RoleName: roleName,
                    PolicyName: name,
                    PolicyDocument: localPolicy(document),
                }),
            ),
        );
        return { id: `${roleName}:${name}`, outputs: { name, role: roleName, policy: document } };
    },
    async verify(target) {
        const { inputs, connection, call, expect } = target;
        const name = target.physicalName("name", POLICY_NAME_MAX);
        const found = await call("GetRolePolicy", () =>
            iam(connection).send(new GetRolePolicyCommand({ RoleName: inputs.text("role"), PolicyName: name })),
        );
        const wanted: unknown = JSON.parse(localPolicy(inputs.document("policy")));
        expect("the role's policy", wanted, decoded(found.PolicyDocument));
    },
};

/** A managed policy keeps five versions at most, so the others go first. */
async function replaceVersion({ connection, call }: Target, arn: string, document: string): Promise<void> {
    const client = iam(connection);
    const { Versions = [] } = await call("ListPolicyVersions", () =>
        client.send(new ListPolicyVersionsCommand({ PolicyArn: arn })),
    );
    for (const version of Versions) {
        if (version.IsDefaultVersion !== true) {
            await call("DeletePolicyVersion", () =>
                client.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: version.VersionId })),
            );
        }
    }
    await call("CreatePolicyVersion", () =>
        client.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: document, SetAsDefault: true })),
    );
}

const policy: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", POLICY_NAME_MAX);
        const document = localPolicy(inputs.document("policy"));
        const path = inputs.optionalText("path") ?? "/";
        const arn = `arn:aws:iam::${connection.accountId}:policy${path}${name}`;
        const created = await unless(["EntityAlreadyExists"], () =>
            call("CreatePolicy", () =>
                iam(connection).send(
                    new CreatePolicyCommand({
                        PolicyName: name,
                        Path: path,
                        PolicyDocument: document,
                        Description: inputs.optionalText("description"),
                        Tags: tagList(inputs.map("tags")),
                    }),
                ),
            ),
        );
        if (created === undefined) {
            await replaceVersion(target, arn, document);
        }
        return { id: arn, outputs: { name, path, arn, policyId: created?.Policy?.PolicyId ?? "" } };
    },
    async verify({ connection, call, expect }, { id }) {
        const found = await call("GetPolicy", () => iam(connection).send(new GetPolicyCommand({ PolicyArn: id })));
        expect("the policy's ARN", id, found.Policy?.Arn);
    },
};

const rolePolicyAttachment: TypeHandler = {
    async create({ inputs, connection, call }) {
        const [roleName, arn] = [inputs.text("role"), inputs.text("policyArn")];
        await call("AttachRolePolicy", () =>
            iam(connection).send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: arn })),
        );
        return { id: `${roleName}/${arn}`, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }) {
        const found = await call("ListAttachedRolePolicies", () =>
            iam(connection).send(new ListAttachedRolePoliciesCommand({ RoleName: inputs.text("role") })),
        );
        const arn = inputs.text("policyArn");
        expect("the attached policy", arn, found.AttachedPolicies?.find((one) => one.PolicyArn === arn)?.PolicyArn);
    },
};

export const iamHandlers: HandlerTable = {
    "aws:iam/role:Role": role,
    "aws:iam/rolePolicy:RolePolicy": rolePolicy,
    "aws:iam/policy:Policy": policy,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
};
