import { expect } from "chai";
import type { RawStackResource } from "../../../../policies/lib/stack-graph";
import { ecsRolesSeparated } from "../../../../policies/rules/identity/ecs-roles-separated";
import { iamNoPolicyManagementConflicts } from "../../../../policies/rules/identity/iam-no-policy-management-conflicts";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const role = (name: string, props: Props = {}, given: Readonly<Record<string, readonly RawStackResource[]>> = {}) =>
    resource("aws:iam/role:Role", name, { name, arn: `arn:aws:iam::111122223333:role/${name}`, ...props }, given);

describe("ecs-roles-separated", () => {
    const [worker, starter] = [role("worker", { arn: UNKNOWN }), role("starter", { arn: UNKNOWN })];
    const task = (props: Props, taskRoleArn: RawStackResource[] = [], executionRoleArn: RawStackResource[] = []) =>
        resource("aws:ecs/taskDefinition:TaskDefinition", "shop", props, { taskRoleArn, executionRoleArn });
    const unknown = { taskRoleArn: UNKNOWN, executionRoleArn: UNKNOWN };
    const one = ['Task definition "shop" has one role for taskRoleArn and executionRoleArn.'];

    it("refuses one role for both, by its ARN", () => {
        expect(
            violations(judgeStack(ecsRolesSeparated, [task({ taskRoleArn: "a", executionRoleArn: "a" })])),
        ).to.deep.equal(one);
    });
    it("refuses one role for both in a preview, by what the ARNs depend on", () => {
        expect(violations(judgeStack(ecsRolesSeparated, [worker, task(unknown, [worker], [worker])]))).to.deep.equal(
            one,
        );
    });
    it("accepts two roles, and tasks that lack one of them", () => {
        expect(judgeStack(ecsRolesSeparated, [task({ taskRoleArn: "a", executionRoleArn: "b" })])).to.deep.equal([]);
        expect(judgeStack(ecsRolesSeparated, [worker, starter, task(unknown, [worker], [starter])])).to.deep.equal([]);
        expect(
            judgeStack(ecsRolesSeparated, [task({ executionRoleArn: "a" }), task({ taskRoleArn: "a" })]),
        ).to.deep.equal([]);
    });
    it("waits while a role may be of another stack, or either of two", () => {
        const outside = judgeStack(ecsRolesSeparated, [worker, task(unknown, [worker])]);
        expect(awaited(outside)).to.deep.equal(["taskRoleArn", "executionRoleArn"]);
        const either = judgeStack(ecsRolesSeparated, [worker, starter, task(unknown, [worker, starter], [worker])]);
        expect(violations(either)).to.deep.equal([]);
        expect(awaited(either)).to.not.have.lengthOf(0);
    });
});

describe("iam-no-policy-management-conflicts", () => {
    const messages = (resources: readonly RawStackResource[]) =>
        violations(judgeStack(iamNoPolicyManagementConflicts, resources));
    const listing = { managedPolicyArns: [] };
    const attachment = (props: Props, of: Readonly<Record<string, readonly RawStackResource[]>> = {}, name = "one") =>
        resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, props, of);
    const inline = (of: readonly RawStackResource[]) =>
        resource("aws:iam/rolePolicy:RolePolicy", "inline", { role: UNKNOWN }, { role: of });
    const lists = [
        'Role "jobs" lists managedPolicyArns, and RolePolicyAttachments attach others: each run undoes one of them.',
    ];
    const writes = ['Role "jobs" lists inlinePolicies, and RolePolicies add others: each run undoes one of them.'];

    it("refuses a role whose list of policies stands against attachments", () => {
        const jobs = role("jobs", { managedPolicyArns: ["a"] }, listing);
        expect(messages([jobs, attachment({ role: UNKNOWN, policyArn: "b" }, { role: [jobs] })])).to.deep.equal(lists);
        expect(messages([jobs, attachment({ role: "jobs", policyArn: "b" })])).to.deep.equal(lists);
    });
    it("refuses a role whose inline policies stand against others", () => {
        const jobs = role("jobs", { inlinePolicies: [{ name: "a" }] }, { inlinePolicies: [] });
        expect(messages([jobs, inline([jobs])])).to.deep.equal(writes);
    });
    it("accepts lists that the provider only read back", () => {
        const jobs = role("jobs", { managedPolicyArns: ["b"], inlinePolicies: [{ name: "inline" }] });
        expect(messages([jobs, inline([jobs]), attachment({ role: "jobs", policyArn: "b" })])).to.deep.equal([]);
    });
    it("accepts a list or attachments alone, and attachments to another role", () => {
        const [jobs, other] = [role("jobs", { managedPolicyArns: ["a"] }, listing), role("other")];
        expect(messages([jobs])).to.deep.equal([]);
        expect(messages([jobs, other, attachment({ role: "other", policyArn: "b" }, { role: [other] })])).to.deep.equal(
            [],
        );
    });
    it("waits while an attachment may be either role's", () => {
        const [jobs, other] = [
            role("jobs", { name: UNKNOWN, arn: UNKNOWN }, listing),
            role("other", { name: UNKNOWN, arn: UNKNOWN }),
        ];
        const verdicts = judgeStack(iamNoPolicyManagementConflicts, [
            jobs,
            other,
            attachment({ role: UNKNOWN, policyArn: "b" }, { role: [jobs, other] }),
        ]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["role"]);
    });

    const policy = resource("aws:iam/policy:Policy", "reader", { arn: "arn:reader" });
    const exclusive = (policyArn: string) =>
        resource("aws:iam/policyAttachment:PolicyAttachment", "all", { policyArn }, { policyArn: [policy] });
    it("refuses a policy that is attached exclusively and by others", () => {
        expect(
            messages([policy, exclusive("arn:reader"), attachment({ role: "x", policyArn: "arn:reader" })]),
        ).to.deep.equal([
            'Policy "reader" is attached by a PolicyAttachment, which is exclusive, and by others beside it.',
        ]);
    });
    it("accepts a policy of one's own that one PolicyAttachment attaches, or several attachments that are not exclusive", () => {
        expect(messages([policy, exclusive("arn:reader")])).to.deep.equal([]);
        const attach = (name: string) => attachment({ role: name, policyArn: "arn:reader" }, {}, name);
        expect(messages([policy, attach("x"), attach("y")])).to.deep.equal([]);
    });
    it("refuses to attach a policy of AWS's exclusively, for that takes it from others", () => {
        expect(messages([exclusive("arn:aws:iam::aws:policy/ReadOnlyAccess")])).to.deep.equal([
            'PolicyAttachment "all" takes a policy of AWS\'s from everybody else in the account.',
        ]);
    });
});
