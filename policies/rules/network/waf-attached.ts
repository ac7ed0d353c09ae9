import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { type Resource, stackRule } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, isSet, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const associatedTypes: readonly string[] = [...types.restApiStage, ...types.cognitoUserPool];
const associationOf: Join = {
    from: types.webAclAssociation,
    property: "resourceArn",
    to: associatedTypes,
    names: ["arn"],
};

export const wafAttached = stackRule({
    name: "waf-attached",
    group: "network",
    description: "Public entry points stand behind a web ACL.",
    severity: "medium",
    anchors: {
        fsbp: ["APIGateway.4", "CloudFront.6"],
        checkov: ["CKV_AWS_68", "CKV2_AWS_29"],
        trivy: ["AWS-0011"],
        cdkNag: ["AwsSolutions-APIG3", "AwsSolutions-CFR2"],
    },
    remediationSteps:
        "Set webAclId on the distribution, or declare a wafv2.WebAclAssociation with the ARN of the stage or user pool.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-6",
    types: [...types.cloudfrontDistribution, ...associatedTypes, ...types.webAclAssociation],
    settings: {
        exceptPrivate: texts(
            "Stages and user pools that no one reaches from the internet, by name, with * as wildcard.",
        ),
        managedElsewhere: flag("Web ACLs are associated by another stack or by AWS Firewall Manager.", false),
    },
    judge: (stack, { exceptPrivate, managedElsewhere }) =>
        managedElsewhere
            ? []
            : [
                  ...stack
                      .ofTypes<aws.cloudfront.DistributionArgs>(types.cloudfrontDistribution)
                      .flatMap(judgeDistribution),
                  ...stack
                      .ofTypes<Record<string, unknown>>(associatedTypes)
                      .filter(({ name }) => !matchesAny(name, exceptPrivate))
                      .flatMap((entry) => judgeEntry(entry, stack)),
              ],
});

function judgeDistribution({ name, urn, props }: Resource<aws.cloudfront.DistributionArgs>): readonly Verdict[] {
    return check(
        isSet(props.get("webAclId")),
        `Distribution "${name}" stands on the internet without a web ACL: webAclId is not set.`,
        urn,
    );
}

function judgeEntry({ name, urn }: Resource<Record<string, unknown>>, stack: StackGraph): readonly Verdict[] {
    const associated = stack
        .attachedTo({ urn }, associationOf)
        .map(({ certain }): Truth => certain || new Unknown(["resourceArn"]));
    return check(anyOf(...associated), `"${name}" stands on the internet without a web ACL.`, urn);
}
