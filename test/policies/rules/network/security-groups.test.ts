import { expect } from "chai";
import { naclNoAdminIngress } from "../../../../policies/rules/network/nacl-no-admin-ingress";
import { sgDescriptions } from "../../../../policies/rules/network/sg-descriptions";
import { sgNoRuleManagementConflicts } from "../../../../policies/rules/network/sg-no-rule-management-conflicts";
import { sgNoUnrestrictedEgress } from "../../../../policies/rules/network/sg-no-unrestricted-egress";
import { sgNoUnrestrictedIngress } from "../../../../policies/rules/network/sg-no-unrestricted-ingress";
import { describeRule } from "../../support/describe-rule";
import { awaited, judgeStack, resource, UNKNOWN, violations } from "../../support/judge";

const group = "aws:ec2/securityGroup:SecurityGroup";
const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const opens = (what: string) => [`${what} opens more than the ports 80, 443 to the whole internet.`];

describeRule({
    rule: sgNoUnrestrictedIngress,
    type: group,
    refuses: [
        {
            when: "SSH for everybody",
            set: { "ingress[0].fromPort": 22, "ingress[0].toPort": 22 },
            says: opens("ingress[0]"),
        },
        {
            when: "a range that takes in more than the web",
            set: { "ingress[0].fromPort": 22 },
            says: opens("ingress[0]"),
        },
        {
            when: "a wide range",
            set: { "ingress[0].fromPort": 0, "ingress[0].toPort": 65_535 },
            says: opens("ingress[0]"),
        },
        { when: "every protocol", set: { "ingress[0].protocol": "-1" }, says: opens("ingress[0]") },
        { when: "a protocol without ports", set: { "ingress[0].protocol": "icmp" }, says: opens("ingress[0]") },
        {
            when: "a database for everybody",
            set: { "ingress[1].cidrBlocks": ["0.0.0.0/0"] },
            says: opens("ingress[1]"),
        },
        {
            when: "a database for everybody by IPv6",
            set: { "ingress[1].ipv6CidrBlocks": ["::/0"] },
            says: opens("ingress[1]"),
        },
        {
            when: "the internet in two halves",
            set: { "ingress[1].cidrBlocks": ["0.0.0.0/1", "128.0.0.0/1"] },
            says: opens("ingress[1]"),
        },
    ],
    accepts: [
        {
            when: "a port that the setting allows",
            set: { "ingress[0].fromPort": 8443, "ingress[0].toPort": 8443 },
            settings: { allowedPorts: [8443] },
        },
        { when: "no rules", set: { ingress: undefined } },
        {
            when: "one network on any port",
            set: { "ingress[0].cidrBlocks": ["10.0.0.0/8"], "ingress[0].protocol": "-1" },
        },
    ],
    defersOn: ["ingress[0].fromPort", "ingress[0].protocol"],
});
describeRule({
    rule: sgNoUnrestrictedIngress,
    type: rule,
    refuses: [{ when: "SSH for everybody", set: { fromPort: 22, toPort: 22 }, says: opens("The rule") }],
    accepts: [{ when: "a rule outwards", set: { type: "egress", fromPort: 22, toPort: 22 } }],
    defersOn: ["fromPort"],
});
describeRule({
    rule: sgNoUnrestrictedIngress,
    type: ingressRule,
    refuses: [
        { when: "SSH for everybody", set: { fromPort: 22, toPort: 22 }, says: opens("The rule") },
        {
            when: "SSH for everybody by IPv6",
            set: { cidrIpv4: undefined, cidrIpv6: "::/0", fromPort: 22, toPort: 22 },
            says: opens("The rule"),
        },
    ],
    accepts: [
        { when: "another group", set: { cidrIpv4: undefined, referencedSecurityGroupId: "sg-2", ipProtocol: "-1" } },
    ],
    defersOn: ["fromPort"],
});
describeRule({
    rule: sgNoUnrestrictedIngress,
    type: egressRule,
    refuses: [],
    accepts: [{ when: "a rule outwards", set: { fromPort: 22, toPort: 22 } }],
});

const reaches = (what: string) => [`${what} reaches the whole internet on more than the ports 443.`];

describeRule({
    rule: sgNoUnrestrictedEgress,
    type: group,
    refuses: [{ when: "everything", set: { "egress[0].protocol": "-1" }, says: reaches("egress[0]") }],
    accepts: [
        {
            when: "a port that the setting allows",
            set: { "egress[0].fromPort": 25, "egress[0].toPort": 25 },
            settings: { allowedPorts: [25] },
        },
    ],
    defersOn: ["egress[0].protocol"],
});
describeRule({
    rule: sgNoUnrestrictedEgress,
    type: rule,
    refuses: [{ when: "everything", set: { type: "egress", protocol: "-1" }, says: reaches("The rule") }],
    accepts: [{ when: "a rule inwards", set: { protocol: "-1" } }],
});
describeRule({
    rule: sgNoUnrestrictedEgress,
    type: egressRule,
    refuses: [{ when: "everything", set: { ipProtocol: "-1" }, says: reaches("The rule") }],
    accepts: [{ when: "one network", set: { cidrIpv4: "10.0.0.0/8", ipProtocol: "-1" } }],
});

describeRule({
    rule: sgDescriptions,
    type: group,
    refuses: [
        { when: "no description", set: { description: undefined }, says: ["description says nothing."] },
        { when: "the provider's own", set: { description: "Managed by Pulumi" }, says: ["description says nothing."] },
        {
            when: "a rule without",
            set: { "ingress[1].description": undefined },
            says: ["ingress[1] has no description."],
        },
        {
            when: "a rule outwards without",
            set: { "egress[0].description": "" },
            says: ["egress[0] has no description."],
        },
    ],
    needsOnlyPresenceOf: ["description", "ingress[0].description"],
});
for (const type of [rule, ingressRule, egressRule]) {
    describeRule({
        rule: sgDescriptions,
        type,
        refuses: [{ when: "no description", set: { description: undefined }, says: ["The rule has no description."] }],
        needsOnlyPresenceOf: ["description"],
    });
}

const admin = (what: string) => [`${what} lets the whole internet in on the ports 22, 3389.`];

describeRule({
    rule: naclNoAdminIngress,
    type: "aws:ec2/networkAcl:NetworkAcl",
    refuses: [
        { when: "SSH", set: { "ingress[0].fromPort": 20, "ingress[0].toPort": 25 }, says: admin("ingress[0]") },
        { when: "every protocol", set: { "ingress[0].protocol": "-1" }, says: admin("ingress[0]") },
        {
            when: "SSH by IPv6",
            set: { "ingress[0].cidrBlock": undefined, "ingress[0].ipv6CidrBlock": "::/0", "ingress[0].fromPort": 22 },
            says: admin("ingress[0]"),
        },
    ],
    accepts: [
        { when: "a denial", set: { "ingress[0].action": "deny", "ingress[0].protocol": "-1" } },
        { when: "SSH from one network", set: { "ingress[0].cidrBlock": "10.0.0.0/8", "ingress[0].protocol": "-1" } },
        {
            when: "SSH where the setting names other ports",
            set: { "ingress[0].fromPort": 22, "ingress[0].toPort": 22 },
            settings: { ports: [3389] },
        },
    ],
    defersOn: ["ingress[0].fromPort"],
});
describeRule({
    rule: naclNoAdminIngress,
    type: "aws:ec2/networkAclRule:NetworkAclRule",
    refuses: [{ when: "SSH", set: { fromPort: 22 }, says: admin("The rule") }],
    accepts: [
        { when: "a rule outwards", set: { fromPort: 22, egress: true } },
        { when: "a denial", set: { fromPort: 22, ruleAction: "deny" } },
    ],
    defersOn: ["fromPort"],
});

describe("sg-no-rule-management-conflicts", () => {
    const inside = resource(group, "web", { id: "sg-1", ingress: [{ fromPort: 443 }] });
    const beside = (securityGroupId: string, of = [inside]) =>
        resource(ingressRule, "rule", { securityGroupId }, { securityGroupId: of });
    const both = ['Security group "web" has rules inside and beside it, which remove each other.'];

    it("refuses rules in both places, by dependency and by id", () => {
        expect(violations(judgeStack(sgNoRuleManagementConflicts, [inside, beside(UNKNOWN)]))).to.deep.equal(both);
        expect(violations(judgeStack(sgNoRuleManagementConflicts, [inside, beside("sg-1", [])]))).to.deep.equal(both);
    });
    it("accepts rules in one place, or beside another group", () => {
        expect(judgeStack(sgNoRuleManagementConflicts, [inside])).to.deep.equal([]);
        const empty = resource(group, "empty", { id: "sg-2" });
        expect(judgeStack(sgNoRuleManagementConflicts, [inside, empty, beside(UNKNOWN, [empty])])).to.deep.equal([]);
    });
    it("waits while the rule may belong to either of two groups", () => {
        const other = resource(group, "other", { id: UNKNOWN, egress: [{ fromPort: 1 }] });
        const unnamed = resource(group, "web", { id: UNKNOWN, ingress: [{ fromPort: 443 }] });
        const verdicts = judgeStack(sgNoRuleManagementConflicts, [unnamed, other, beside(UNKNOWN, [unnamed, other])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["securityGroupId", "securityGroupId"]);
    });
});
