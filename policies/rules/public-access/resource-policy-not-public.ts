import type { Properties } from "../../lib/properties";
import { judgePublicAccess, type Trust } from "../../lib/public-statements";
import { type Resource, resourceRule } from "../../lib/rule";
import { trustSettings } from "../../lib/trust";
import { allOf, anyOf, isOneOf, isUnknown, not } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

interface Shape {
    readonly accessPolicies?: string;
    readonly blockPublicPolicy?: boolean;
    readonly condition?: { readonly key: string; readonly type: string; readonly value: string };
    readonly organizationId?: string;
    readonly policy?: string;
    readonly policyDocument?: string;
    readonly principal?: string;
}

type Judge = (props: Properties<Shape>, trust: Trust) => readonly Verdict[];

const policy: Judge = (props, trust) => judgePublicAccess(props.get("policy"), "policy", trust);
const accessPolicies: Judge = (props, trust) => judgePublicAccess(props.get("accessPolicies"), "accessPolicies", trust);
const policyDocument: Judge = (props, trust) => judgePublicAccess(props.get("policyDocument"), "policyDocument", trust);

const secretPolicy: Judge = (props, trust) => [
    ...policy(props, trust),
    ...check(
        not(isOneOf(props.flag("blockPublicPolicy"), [false])),
        "blockPublicPolicy is false: Secrets Manager no longer refuses a public policy.",
    ),
];

const layerPermission: Judge = (props) =>
    check(
        anyOf(not(isOneOf(props.text("principal"), ["*"])), props.has("organizationId")),
        "principal is * without an organizationId: every account may use the layer.",
    );

const eventPermission: Judge = (props) => {
    const condition = props.child("condition");
    const organisation = condition.text("value");
    const scoped = allOf(
        isOneOf(condition.text("key"), ["aws:PrincipalOrgID"]),
        isUnknown(organisation) ? organisation : organisation !== undefined && !organisation.includes("*"),
    );
    return check(
        anyOf(not(isOneOf(props.text("principal"), ["*"])), scoped),
        "principal is * without a condition on aws:PrincipalOrgID: every account may put events.",
    );
};

/** Where each resource keeps its policy. */
const judges: ReadonlyMap<string, Judge> = new Map([
    ["aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy", policy],
    ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", policy],
    ["aws:cloudwatch/eventPermission:EventPermission", eventPermission],
    ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", policyDocument],
    ["aws:dynamodb/resourcePolicy:ResourcePolicy", policy],
    ["aws:ecr/repositoryPolicy:RepositoryPolicy", policy],
    ["aws:glue/resourcePolicy:ResourcePolicy", policy],
    ["aws:kinesis/resourcePolicy:ResourcePolicy", policy],
    ["aws:kms/key:Key", policy],
    ["aws:kms/keyPolicy:KeyPolicy", policy],
    ["aws:lambda/layerVersionPermission:LayerVersionPermission", layerPermission],
    ["aws:opensearch/domain:Domain", accessPolicies],
    ["aws:opensearch/domainPolicy:DomainPolicy", accessPolicies],
    ["aws:redshiftserverless/resourcePolicy:ResourcePolicy", policy],
    ["aws:secretsmanager/secretPolicy:SecretPolicy", secretPolicy],
    ["aws:ses/identityPolicy:IdentityPolicy", policy],
    ["aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy", policy],
    ["aws:sns/topic:Topic", policy],
    ["aws:sns/topicPolicy:TopicPolicy", policy],
    ["aws:sqs/queue:Queue", policy],
    ["aws:sqs/queuePolicy:QueuePolicy", policy],
]);

export const resourcePolicyNotPublic = resourceRule({
    name: "resource-policy-not-public",
    group: "public-access",
    description: "No resource policy allows everybody, or an account that is not trusted.",
    severity: "critical",
    anchors: {
        fsbp: ["SQS.3", "SNS.4", "KMS.5"],
        checkov: ["CKV_AWS_168", "CKV_AWS_387", "CKV_AWS_169", "CKV_AWS_385", "CKV_AWS_33", "CKV_AWS_32"],
        trivy: ["AWS-0097", "AWS-0032"],
        cdkNag: ["AwsSolutions-EVB1", "AwsSolutions-ECR1", "AwsSolutions-OS5"],
    },
    remediationSteps:
        "Name the principals, or add a condition on a fixed account, organisation, source ARN, VPC endpoint or network.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    types: [...judges.keys()],
    settings: trustSettings,
    judge: ({ type, props }: Resource<Shape>, trust) => judges.get(type)?.(props, trust) ?? [],
});
