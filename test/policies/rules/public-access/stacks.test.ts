import { expect } from "chai";
import type { StackRule } from "../../../../policies/lib/rule";
import type { RawStackResource } from "../../../../policies/lib/stack-graph";
import { albInternetFacingNeedsWaf } from "../../../../policies/rules/public-access/alb-internet-facing-needs-waf";
import { quicksightIpRestriction } from "../../../../policies/rules/public-access/quicksight-ip-restriction";
import { vpcEndpointPolicyScoped } from "../../../../policies/rules/public-access/vpc-endpoint-policy-scoped";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const messages = (rule: StackRule, resources: readonly RawStackResource[], settings = {}) =>
    violations(judgeStack(rule, resources, settings));

for (const type of ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"]) {
    describe(`alb-internet-facing-needs-waf on ${type}`, () => {
        const rule = albInternetFacingNeedsWaf;
        const balancer = (props: Props = {}, name = "web") => resource(type, name, { arn: `arn:${name}`, ...props });
        const association = (resourceArn: string, of: readonly RawStackResource[]) =>
            resource("aws:wafv2/webAclAssociation:WebAclAssociation", "acl", { resourceArn }, { resourceArn: of });
        const open = ['Load balancer "web" faces the internet without a web ACL.'];

        it("refuses a load balancer on the internet that no web ACL stands before", () => {
            expect(messages(rule, [balancer()])).to.deep.equal(open);
            expect(messages(rule, [balancer({ internal: false })])).to.deep.equal(open);
        });
        it("refuses one in a preview, where the provider's own default is unknown", () => {
            expect(messages(rule, [balancer({ internal: UNKNOWN })])).to.deep.equal(open);
        });
        it("accepts one with a web ACL, be it by reference or by ARN", () => {
            const web = balancer({ arn: UNKNOWN });
            expect(judgeStack(rule, [web, association(UNKNOWN, [web])])).to.deep.equal([]);
            expect(judgeStack(rule, [balancer(), association("arn:web", [])])).to.deep.equal([]);
        });
        it("refuses one while the web ACL is another's", () => {
            const other = balancer({}, "other");
            expect(messages(rule, [balancer(), other, association("arn:other", [other])])).to.deep.equal(open);
        });
        it("waits while a web ACL may be either's", () => {
            const [web, other] = [balancer({ arn: UNKNOWN }), balancer({ arn: UNKNOWN }, "other")];
            const verdicts = judgeStack(rule, [web, other, association(UNKNOWN, [web, other])]);
            expect(violations(verdicts)).to.deep.equal([]);
            expect(awaited(verdicts)).to.deep.equal(["resourceArn", "resourceArn"]);
        });
        it("asks nothing of internal ones, of other kinds, or where another stack sees to it", () => {
            expect(judgeStack(rule, [balancer({ internal: true })])).to.deep.equal([]);
            expect(judgeStack(rule, [balancer({ loadBalancerType: "network" })])).to.deep.equal([]);
            expect(judgeStack(rule, [balancer()], { managedElsewhere: true })).to.deep.equal([]);
        });
    });
}

describe("quicksight-ip-restriction", () => {
    const rule = quicksightIpRestriction;
    const subscription = (props: Props = {}) =>
        resource("aws:quicksight/accountSubscription:AccountSubscription", "dashboards", props);
    const restriction = (props: Props = {}) =>
        resource("aws:quicksight/ipRestriction:IpRestriction", "office", {
            enabled: true,
            ipRestrictionRuleMap: { "192.0.2.0/24": "Office" },
            ...props,
        });
    const open = ['Subscription "dashboards" has no enabled IpRestriction: it is reached from any network.'];
    const wide = ['ipRestrictionRuleMap of "office" lists networks that are not allowed.'];

    it("asks a subscription for a restriction that is on", () => {
        expect(messages(rule, [subscription()])).to.deep.equal(open);
        expect(messages(rule, [subscription(), restriction({ enabled: false })])).to.deep.equal(open);
        expect(judgeStack(rule, [subscription(), restriction()])).to.deep.equal([]);
    });
    it("takes no restriction of another account", () => {
        const own = subscription({ awsAccountId: "111122223333" });
        expect(messages(rule, [own, restriction({ awsAccountId: "444455556666" })])).to.deep.equal(open);
        expect(judgeStack(rule, [own, restriction({ awsAccountId: "111122223333" })])).to.deep.equal([]);
    });
    it("refuses the whole internet as a network, and networks beside the configured ones", () => {
        const everywhere = restriction({ ipRestrictionRuleMap: { "0.0.0.0/0": "All" } });
        expect(messages(rule, [subscription(), everywhere])).to.deep.equal(wide);
        expect(messages(rule, [restriction()], { cidrs: ["198.51.100.0/24"] })).to.deep.equal(wide);
        expect(judgeStack(rule, [restriction()], { cidrs: ["192.0.2.0/24"] })).to.deep.equal([]);
    });
    it("waits while it is unknown whether the restriction is on", () => {
        const verdicts = judgeStack(rule, [subscription(), restriction({ enabled: UNKNOWN })]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["enabled"]);
    });
    it("asks nothing where there is no subscription, or where another stack holds the restriction", () => {
        expect(judgeStack(rule, [])).to.deep.equal([]);
        expect(judgeStack(rule, [subscription()], { managedElsewhere: true })).to.deep.equal([]);
    });
});

describe("vpc-endpoint-policy-scoped", () => {
    const rule = vpcEndpointPolicyScoped;
    const endpoint = (props: Props = {}, name = "s3") =>
        resource("aws:ec2/vpcEndpoint:VpcEndpoint", name, {
            id: `vpce-${name}`,
            serviceName: "com.amazonaws.eu-west-1.s3",
            ...props,
        });
    const policy = (change: object = {}) => ({
        Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...change }],
    });
    const scoped = policy({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } });
    const side = (props: Props, of: readonly RawStackResource[]) =>
        resource("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "side", props, { vpcEndpointId: of });
    const open = [
        'Endpoint "s3" has the default policy: everybody in the VPC reaches everybody\'s resources through it.',
    ];

    it("refuses an endpoint without a policy, and one with the default written out", () => {
        expect(messages(rule, [endpoint()])).to.deep.equal(open);
        expect(messages(rule, [endpoint({ policy: JSON.stringify(policy()) })])).to.deep.equal(open);
    });
    it("refuses it in a preview, where the provider's own policy is unknown", () => {
        expect(messages(rule, [endpoint({ policy: UNKNOWN })])).to.deep.equal(open);
    });
    it("accepts a policy that narrows principals, actions, resources or conditions", () => {
        const narrower = [
            scoped,
            policy({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
            policy({ Action: "s3:GetObject" }),
            policy({ Resource: "arn:aws:s3:::raw/*" }),
        ];
        for (const each of narrower) {
            expect(judgeStack(rule, [endpoint({ policy: JSON.stringify(each) })])).to.deep.equal([]);
        }
    });
    it("lets a policy beside the endpoint decide over what the endpoint reads back", () => {
        const s3 = endpoint({ policy: JSON.stringify(policy()) });
        expect(judgeStack(rule, [s3, side({ vpcEndpointId: UNKNOWN, policy: scoped }, [s3])])).to.deep.equal([]);
        expect(judgeStack(rule, [s3, side({ vpcEndpointId: "vpce-s3", policy: scoped }, [])])).to.deep.equal([]);
        expect(messages(rule, [s3, side({ vpcEndpointId: "vpce-s3", policy: policy() }, [])])).to.deep.equal(open);
    });
    it("refuses an endpoint while the policy is another's", () => {
        const other = endpoint({ policy: scoped }, "other");
        const resources = [endpoint(), other, side({ vpcEndpointId: "vpce-other", policy: scoped }, [other])];
        expect(messages(rule, resources)).to.deep.equal(open);
    });
    it("waits while the policy is unknown, or may be either's", () => {
        const s3 = endpoint();
        const unknown = judgeStack(rule, [s3, side({ vpcEndpointId: "vpce-s3", policy: UNKNOWN }, [s3])]);
        expect(awaited(unknown)).to.deep.equal(["policy"]);
        const [a, b] = [endpoint({ id: UNKNOWN }), endpoint({ id: UNKNOWN, policy: scoped }, "b")];
        const either = judgeStack(rule, [a, b, side({ vpcEndpointId: UNKNOWN, policy: scoped }, [a, b])]);
        expect(violations(either)).to.deep.equal([]);
        expect(awaited(either)).to.deep.equal(["vpcEndpointId", "vpcEndpointId"]);
    });
    it("asks only for services by which data could leave, or for those that are configured", () => {
        const notebook = endpoint({ serviceName: "aws.sagemaker.eu-west-1.notebook" });
        expect(judgeStack(rule, [notebook])).to.deep.equal([]);
        expect(messages(rule, [notebook], { services: ["note*"] })).to.deep.equal(open);
        expect(judgeStack(rule, [endpoint()], { services: [] })).to.deep.equal([]);
    });
});
