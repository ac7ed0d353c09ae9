import { expect } from "chai";
import { defaultSgClosed } from "../../../../policies/rules/network/default-sg-closed";
import { glueInVpc } from "../../../../policies/rules/network/glue-in-vpc";
import { noDefaultVpc } from "../../../../policies/rules/network/no-default-vpc";
import { vpcEndpointsPresent } from "../../../../policies/rules/network/vpc-endpoints-present";
import { wafAttached } from "../../../../policies/rules/network/waf-attached";
import {
    awaited,
    judgeResource,
    judgeStack,
    type Props,
    remediate,
    resource,
    UNKNOWN,
    violations,
} from "../../support/judge";

const vpc = resource("aws:ec2/vpc:Vpc", "main", { id: "vpc-1" });
const unnamed = (name: string) => resource("aws:ec2/vpc:Vpc", name, { id: UNKNOWN });

describe("no-default-vpc", () => {
    it("refuses the VPC that an account comes with", () => {
        expect(violations(judgeResource(noDefaultVpc, "aws:ec2/defaultVpc:DefaultVpc", {}))).to.deep.equal([
            "The default VPC is adopted: all of its subnets are public.",
        ]);
    });
});

describe("default-sg-closed", () => {
    const closed = (props: Props, of = [vpc]) =>
        resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", props, { vpcId: of });
    const open = ['The default security group of VPC "main" is not emptied: members reach each other, and anything.'];

    it("refuses a VPC whose default group nobody empties", () => {
        expect(violations(judgeStack(defaultSgClosed, [vpc]))).to.deep.equal(open);
        const other = closed({ vpcId: "vpc-2" }, []);
        expect(violations(judgeStack(defaultSgClosed, [vpc, other]))).to.deep.equal(open);
    });
    it("refuses a default group with rules", () => {
        const withRules = closed({ vpcId: "vpc-1", ingress: [{ protocol: "-1" }] });
        expect(violations(judgeStack(defaultSgClosed, [vpc, withRules]))).to.deep.equal(open);
    });
    it("accepts an empty one, by dependency or by id, and one that is emptied elsewhere", () => {
        expect(judgeStack(defaultSgClosed, [vpc, closed({ vpcId: UNKNOWN })])).to.deep.equal([]);
        expect(judgeStack(defaultSgClosed, [vpc, closed({ vpcId: "vpc-1" }, [])])).to.deep.equal([]);
        expect(judgeStack(defaultSgClosed, [vpc], { managedElsewhere: true })).to.deep.equal([]);
    });
    it("empties the group where it is declared with rules, and leaves rules that are not known yet", () => {
        const type = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
        const rules = [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }];
        expect(remediate(defaultSgClosed, type, { vpcId: "vpc-1", ingress: rules })).to.deep.equal({
            vpcId: "vpc-1",
            ingress: [],
        });
        expect(remediate(defaultSgClosed, type, { vpcId: "vpc-1", ingress: UNKNOWN })).to.equal(undefined);
        expect(remediate(defaultSgClosed, type, { vpcId: "vpc-1" })).to.equal(undefined);
        expect(remediate(defaultSgClosed, "aws:ec2/vpc:Vpc", { ingress: rules })).to.equal(undefined);
    });
    it("waits while the group may belong to either of two VPCs", () => {
        const [a, b] = [unnamed("a"), unnamed("b")];
        const verdicts = judgeStack(defaultSgClosed, [a, b, closed({ vpcId: UNKNOWN }, [a, b])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["vpcId", "vpcId"]);
    });
});

describe("vpc-endpoints-present", () => {
    const endpoint = (service: string, vpcId = UNKNOWN, of = [vpc]) =>
        resource(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            service,
            { vpcId, serviceName: service === UNKNOWN ? UNKNOWN : `com.amazonaws.eu-west-1.${service}` },
            { vpcId: of },
        );
    const lacks = (service: string) =>
        `VPC "main" has no endpoint for ${service}: what it asks of the service leaves by the internet.`;
    const both = [endpoint("s3"), endpoint("dynamodb", "vpc-1", [])];

    it("asks for the gateways that cost nothing", () => {
        expect(violations(judgeStack(vpcEndpointsPresent, [vpc]))).to.deep.equal([lacks("s3"), lacks("dynamodb")]);
        expect(judgeStack(vpcEndpointsPresent, [vpc, ...both])).to.deep.equal([]);
    });
    it("asks for interfaces of services that the stack uses where the setting says so", () => {
        const stack = [vpc, ...both, resource("aws:kms/key:Key", "key", {})];
        expect(judgeStack(vpcEndpointsPresent, stack)).to.deep.equal([]);
        expect(violations(judgeStack(vpcEndpointsPresent, stack, { requireInterfaces: true }))).to.deep.equal([
            lacks("kms"),
        ]);
        const complete = [...stack, endpoint("kms")];
        expect(judgeStack(vpcEndpointsPresent, complete, { requireInterfaces: true })).to.deep.equal([]);
    });
    it("asks nothing where endpoints are declared elsewhere", () => {
        expect(judgeStack(vpcEndpointsPresent, [vpc], { managedElsewhere: true })).to.deep.equal([]);
    });
    it("does not count another VPC's endpoint", () => {
        const other = resource("aws:ec2/vpc:Vpc", "other", { id: "vpc-2" });
        const stack = [vpc, other, endpoint("s3", "vpc-2", [other]), endpoint("dynamodb")];
        expect(violations(judgeStack(vpcEndpointsPresent, stack))).to.include(lacks("s3"));
    });
    it("waits while an endpoint's service is unknown", () => {
        const verdicts = judgeStack(vpcEndpointsPresent, [vpc, endpoint(UNKNOWN)]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["serviceName", "serviceName"]);
    });
});

describe("glue-in-vpc", () => {
    const settings = { tag: "Network" };
    const network = { subnetId: "subnet-1", securityGroupIdLists: ["sg-1"] };
    const connection = (props: Props) => resource("aws:glue/connection:Connection", "crm", { name: "crm", ...props });
    const job = (props: Props) =>
        resource("aws:glue/job:Job", "job", { tags: { Network: "vpc" }, connections: ["crm"], ...props });
    const outside = ['Job "job" names no connection with a subnet and security groups.'];

    it("accepts a job by a connection in a VPC", () => {
        const placed = connection({ physicalConnectionRequirements: network });
        expect(judgeStack(glueInVpc, [placed, job({})], settings)).to.deep.equal([]);
    });
    it("refuses a job without one, or by a connection that has no place", () => {
        expect(violations(judgeStack(glueInVpc, [job({ connections: undefined })], settings))).to.deep.equal(outside);
        expect(violations(judgeStack(glueInVpc, [connection({}), job({})], settings))).to.deep.equal(outside);
    });
    it("asks nothing of jobs without the tag", () => {
        expect(judgeStack(glueInVpc, [job({})])).to.deep.equal([]);
        expect(judgeStack(glueInVpc, [job({ tags: undefined })], settings)).to.deep.equal([]);
    });
});

describe("waf-attached", () => {
    const arn = "arn:aws:apigateway:eu-west-1::/restapis/a/stages/prod";
    const stage = resource("aws:apigateway/stage:Stage", "prod", { arn });
    const pool = resource("aws:cognito/userPool:UserPool", "people", { arn: "arn:aws:cognito-idp:1" });
    const association = (resourceArn: string, of = [stage]) =>
        resource("aws:wafv2/webAclAssociation:WebAclAssociation", "acl", { resourceArn }, { resourceArn: of });
    const open = (name: string) => `"${name}" stands on the internet without a web ACL.`;

    it("refuses stages and user pools that nothing is associated with", () => {
        expect(violations(judgeStack(wafAttached, [stage, pool]))).to.deep.equal([open("prod"), open("people")]);
        expect(violations(judgeStack(wafAttached, [stage, pool, association(arn)]))).to.deep.equal([open("people")]);
    });
    it("accepts an association by dependency or by ARN", () => {
        expect(judgeStack(wafAttached, [stage, association(UNKNOWN)])).to.deep.equal([]);
        expect(judgeStack(wafAttached, [stage, association(arn, [])])).to.deep.equal([]);
    });
    it("refuses a distribution without webAclId", () => {
        const distribution = (props: Props) => resource("aws:cloudfront/distribution:Distribution", "site", props);
        expect(violations(judgeStack(wafAttached, [distribution({})]))).to.deep.equal([
            'Distribution "site" stands on the internet without a web ACL: webAclId is not set.',
        ]);
        expect(judgeStack(wafAttached, [distribution({ webAclId: UNKNOWN })])).to.deep.equal([]);
    });
    it("accepts what is private, or associated elsewhere", () => {
        expect(judgeStack(wafAttached, [stage], { exceptPrivate: ["pr*"] })).to.deep.equal([]);
        expect(judgeStack(wafAttached, [stage], { managedElsewhere: true })).to.deep.equal([]);
    });
});
