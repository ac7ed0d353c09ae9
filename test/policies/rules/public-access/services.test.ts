import { cloudfrontOac } from "../../../../policies/rules/public-access/cloudfront-oac";
import { cognitoNoGuest } from "../../../../policies/rules/public-access/cognito-no-guest";
import { ecsNoPublicIp } from "../../../../policies/rules/public-access/ecs-no-public-ip";
import { opensearchInVpc } from "../../../../policies/rules/public-access/opensearch-in-vpc";
import { redshiftServerlessNotPublic } from "../../../../policies/rules/public-access/redshift-serverless-not-public";
import { sagemakerNoDirectInternet } from "../../../../policies/rules/public-access/sagemaker-no-direct-internet";
import { ssmDocumentNotPublic } from "../../../../policies/rules/public-access/ssm-document-not-public";
import { subnetNoPublicIp } from "../../../../policies/rules/public-access/subnet-no-public-ip";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const publicWorkgroup = { when: "a public workgroup", set: { publiclyAccessible: true } };
describeRule({
    rule: redshiftServerlessNotPublic,
    type: "aws:redshiftserverless/workgroup:Workgroup",
    refuses: [
        {
            ...publicWorkgroup,
            says: ["publiclyAccessible is true: the workgroup takes connections from the internet."],
        },
    ],
    accepts: [{ when: "the provider's default", set: { publiclyAccessible: undefined } }],
    defersOn: ["publiclyAccessible"],
    mends: [publicWorkgroup],
});

for (const type of opensearchInVpc.types) {
    const says = ["vpcOptions.subnetIds names no subnet: the domain's endpoint is on the internet."];
    describeRule({
        rule: opensearchInVpc,
        type,
        refuses: [
            { when: "no VPC", set: { vpcOptions: undefined }, says },
            { when: "an empty list of subnets", set: { "vpcOptions.subnetIds": [] }, says },
        ],
        defersOn: ["vpcOptions"],
        needsOnlyPresenceOf: ["vpcOptions.subnetIds", "vpcOptions.subnetIds[0]", "vpcOptions.securityGroupIds"],
    });
}

const publicTasks = { when: "tasks with public addresses", set: { "networkConfiguration.assignPublicIp": true } };
describeRule({
    rule: ecsNoPublicIp,
    type: "aws:ecs/service:Service",
    refuses: [
        {
            ...publicTasks,
            says: ["networkConfiguration.assignPublicIp is true: every task can be reached from the internet."],
        },
    ],
    accepts: [
        { when: "the provider's default", set: { "networkConfiguration.assignPublicIp": undefined } },
        { when: "a service without a network of its own", set: { networkConfiguration: undefined } },
    ],
    defersOn: ["networkConfiguration", "networkConfiguration.assignPublicIp"],
    mends: [publicTasks],
});

const openNotebook = ["directInternetAccess is not Disabled: the notebook reaches the internet beside the VPC."];
const nowhere = ["subnetId is not set: the notebook is in no VPC of yours."];
describeRule({
    rule: sagemakerNoDirectInternet,
    type: "aws:sagemaker/notebookInstance:NotebookInstance",
    refuses: [
        { when: "direct access", set: { directInternetAccess: "Enabled" }, says: openNotebook },
        {
            when: "the provider's default, which is direct access",
            set: { directInternetAccess: undefined },
            says: openNotebook,
        },
        { when: "no subnet", set: { subnetId: undefined }, says: nowhere },
    ],
    defersOn: ["directInternetAccess"],
    needsOnlyPresenceOf: ["subnetId", "securityGroups"],
    mends: [{ when: "direct access from a subnet", set: { directInternetAccess: "Enabled" } }],
    leaves: [
        { when: "no subnet", set: { subnetId: undefined } },
        {
            when: "direct access without security groups, which Disabled needs,",
            set: { directInternetAccess: "Enabled", securityGroups: undefined },
        },
    ],
});
const openDomain = [
    { when: "apps on the internet", set: { appNetworkAccessType: "PublicInternetOnly" } },
    { when: "the provider's default, which is the internet", set: { appNetworkAccessType: undefined } },
];
describeRule({
    rule: sagemakerNoDirectInternet,
    type: "aws:sagemaker/domain:Domain",
    refuses: openDomain.map((change) => ({
        ...change,
        says: ["appNetworkAccessType is not VpcOnly: apps reach the internet beside the VPC."],
    })),
    defersOn: ["appNetworkAccessType"],
    mends: openDomain,
});

const guests = { when: "guests", set: { allowUnauthenticatedIdentities: true } };
const classic = { when: "the classic flow", set: { allowClassicFlow: true } };
describeRule({
    rule: cognitoNoGuest,
    type: "aws:cognito/identityPool:IdentityPool",
    refuses: [
        { ...guests, says: ["allowUnauthenticatedIdentities is true: anybody gets AWS credentials."] },
        {
            ...classic,
            says: ["allowClassicFlow is true: clients choose their role, past what scopes down the enhanced flow."],
        },
    ],
    accepts: [
        {
            when: "the provider's defaults",
            set: { allowUnauthenticatedIdentities: undefined, allowClassicFlow: undefined },
        },
    ],
    defersOn: ["allowUnauthenticatedIdentities", "allowClassicFlow"],
    mends: [guests, classic],
});

const shared = [
    { when: "a document for all", set: { "permissions.accountIds": "All" } },
    { when: "all among named accounts", set: { "permissions.accountIds": "111122223333, all" } },
];
describeRule({
    rule: ssmDocumentNotPublic,
    type: "aws:ssm/document:Document",
    refuses: shared.map((change) => ({
        ...change,
        says: ["permissions.accountIds holds All: every AWS account can read the document."],
    })),
    accepts: [{ when: "a document that is not shared", set: { permissions: undefined } }],
    defersOn: ["permissions", "permissions.accountIds"],
    mends: shared,
});

const publicSubnet = { when: "a subnet that gives addresses", set: { mapPublicIpOnLaunch: true } };
describeRule({
    rule: subnetNoPublicIp,
    type: "aws:ec2/subnet:Subnet",
    refuses: [
        {
            ...publicSubnet,
            says: ["mapPublicIpOnLaunch is true: whatever starts in the subnet gets a public address."],
        },
        {
            when: "a tag that counts for nothing any more",
            set: { mapPublicIpOnLaunch: true, "tags.SubnetType": "Public" },
            settings: { publicTag: "" },
            says: ["mapPublicIpOnLaunch is true: whatever starts in the subnet gets a public address."],
        },
    ],
    accepts: [
        { when: "the provider's default", set: { mapPublicIpOnLaunch: undefined } },
        { when: "a public tier", set: { mapPublicIpOnLaunch: true, "tags.SubnetType": "Public" } },
        {
            when: "a tag by its key alone",
            set: { mapPublicIpOnLaunch: true, "tags.edge": "yes" },
            settings: { publicTag: "edge" },
        },
        { when: "a tag that is not known yet, on a private subnet", set: { "tags.SubnetType": UNKNOWN } },
    ],
    defersOn: ["mapPublicIpOnLaunch"],
    mends: [publicSubnet],
});

const site = "origins[0].domainName";
const control = "origins[0].originAccessControlId";
const unsigned = ["origins[0].originAccessControlId is not set: the bucket has to let others in than CloudFront."];
describeRule({
    rule: cloudfrontOac,
    type: "aws:cloudfront/distribution:Distribution",
    refuses: [
        { when: "a bucket without a control", set: { [control]: undefined }, says: unsigned },
        { when: "an empty control", set: { [control]: "" }, says: unsigned },
        {
            when: "an access identity of the older kind",
            set: { [control]: undefined, "origins[0].s3OriginConfig": { originAccessIdentity: "origin-access/E1" } },
            says: unsigned,
        },
        ...["site.s3.amazonaws.com", "site.s3-eu-west-1.amazonaws.com", "site.s3.cn-north-1.amazonaws.com.cn"].map(
            (domainName) => ({
                when: domainName,
                set: { [control]: undefined, [site]: domainName },
                says: unsigned,
            }),
        ),
    ],
    accepts: [
        {
            when: "the endpoint of a website, which takes no signed requests",
            set: { [control]: undefined, [site]: "site.s3-website-eu-west-1.amazonaws.com" },
        },
        {
            when: "an unknown name of a server that is no bucket",
            set: { "origins[1].domainName": UNKNOWN },
        },
    ],
    defersOn: ["origins"],
    needsOnlyPresenceOf: [control, site],
});
describeRule({
    rule: cloudfrontOac,
    type: "aws:cloudfront/originAccessControl:OriginAccessControl",
    refuses: ["never", "no-override"].map((signingBehavior) => ({
        when: signingBehavior,
        set: { signingBehavior },
        says: ["signingBehavior is not always: some requests reach the bucket unsigned."],
    })),
    accepts: [
        {
            when: "a control for media, which has rules of its own",
            set: { originAccessControlOriginType: "mediastore", signingBehavior: "no-override" },
        },
    ],
    defersOn: ["signingBehavior"],
    needsOnlyPresenceOf: ["originAccessControlOriginType"],
});
