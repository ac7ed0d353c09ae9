import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const sourceOfDistribution: Join = {
    from: types.logDeliverySource,
    property: "resourceArn",
    to: types.cloudfrontDistribution,
    names: ["arn"],
};
const deliveryOfSource: Join = {
    from: types.logDelivery,
    property: "deliverySourceName",
    to: types.logDeliverySource,
    names: ["name"],
};

export const cloudfrontLogs = stackRule({
    name: "cloudfront-logs",
    group: "audit",
    description: "CloudFront distributions log the requests that they get.",
    severity: "low",
    anchors: {
        fsbp: ["CloudFront.5"],
        checkov: ["CKV_AWS_86"],
        trivy: ["AWS-0010"],
        cdkNag: ["AwsSolutions-CFR3"],
    },
    remediationSteps:
        "Declare a cloudwatch.LogDeliverySource with the distribution's ARN and a LogDelivery of it, or set loggingConfig.bucket.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-5",
    types: [...types.cloudfrontDistribution, ...types.logDeliverySource, ...types.logDelivery],
    settings: {
        managedElsewhere: flag("The logs' deliveries are declared in another stack, as one for us-east-1.", false),
    },
    judge: (stack, { managedElsewhere }) =>
        managedElsewhere
            ? []
            : stack
                  .ofTypes<aws.cloudfront.DistributionArgs>(types.cloudfrontDistribution)
                  .flatMap((distribution) =>
                      check(
                          anyOf(
                              distribution.props.child("loggingConfig").has("bucket"),
                              isDelivered(distribution, stack),
                          ),
                          `Requests to distribution "${distribution.name}" are not logged.`,
                          distribution.urn,
                      ),
                  ),
});

/** A source alone delivers nothing. */
function isDelivered(distribution: Resource<aws.cloudfront.DistributionArgs>, stack: StackGraph): Truth {
    return anyOf(
        ...stack.attachedTo(distribution, sourceOfDistribution).map(({ resource, certain }) => {
            const deliveries = stack.attachedTo(resource, deliveryOfSource);
            return allOf(
                certain || new Unknown(["resourceArn"]),
                anyOf(...deliveries.map((each) => each.certain || new Unknown(["deliverySourceName"]))),
            );
        }),
    );
}
