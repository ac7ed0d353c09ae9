import type * as aws from "@pulumi/aws";
import { type BucketShape, encryptsWithKms } from "../../lib/bucket-encryption";
import { foundationSettings, isFoundation } from "../../lib/foundation-stack";
import { type Resource, stackRule } from "../../lib/rule";
import { choice } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, not, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = aws.bedrockmodel.InvocationLoggingConfigurationArgs;

const groupOfLogging: Join = {
    from: types.bedrockInvocationLoggingConfiguration,
    property: "loggingConfig.cloudwatchConfig.logGroupName",
    to: types.logGroup,
    names: ["name", "id"],
};
const bucketOfLogging: Join = {
    from: types.bedrockInvocationLoggingConfiguration,
    property: "loggingConfig.s3Config.bucketName",
    to: types.bucket,
    names: ["bucket", "id"],
};

const destinations = choice(
    "Where the log must go: to CloudWatch Logs, to Amazon S3, to both, or to any of them.",
    ["any", "cloudwatch", "s3", "both"],
    "any",
);

export const bedrockInvocationLogging = stackRule({
    name: "bedrock-invocation-logging",
    group: "generative-ai",
    description:
        "The stacks that hold an account's foundation log what models are asked and answer, encrypted by AWS KMS.",
    severity: "high",
    anchors: {
        prowler: ["bedrock_model_invocation_logging_enabled", "bedrock_model_invocation_logs_encryption_enabled"],
    },
    remediationSteps:
        "Declare bedrockmodel.InvocationLoggingConfiguration with a log group that has a kmsKeyId, or a bucket that encrypts with AWS KMS, as destination.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html",
    types: [
        ...types.bedrockInvocationLoggingConfiguration,
        ...types.logGroup,
        ...types.bucket,
        ...types.bucketEncryption,
    ],
    settings: { ...foundationSettings, destinations },
    judge: (stack, { stacks, destinations: wanted }) => {
        const configurations = stack.ofTypes<Shape>(types.bedrockInvocationLoggingConfiguration);
        return configurations.length === 0
            ? check(!isFoundation(stack, stacks), "The stack declares no InvocationLoggingConfiguration.")
            : [
                  ...configurations.flatMap((configuration) => judgeDestinations(configuration, wanted)),
                  ...judgeGroups(stack),
                  ...judgeBuckets(stack),
              ];
    },
});

function judgeDestinations({ props, urn }: Resource<Shape>, wanted: typeof destinations.fallback): readonly Verdict[] {
    const logging = props.child("loggingConfig");
    const [group, bucket] = [logging.has("cloudwatchConfig"), logging.has("s3Config")];
    const answers: Record<typeof wanted, readonly [Truth, string]> = {
        any: [anyOf(group, bucket), "neither cloudwatchConfig nor s3Config: nothing is kept."],
        cloudwatch: [group, "no cloudwatchConfig."],
        s3: [bucket, "no s3Config."],
        both: [allOf(group, bucket), "not both cloudwatchConfig and s3Config."],
    };
    const [kept, otherwise] = answers[wanted];
    return check(kept, `loggingConfig names ${otherwise}`, urn);
}

/** A destination of another stack is judged there, by the rules about encryption. */
function judgeGroups(stack: StackGraph): readonly Verdict[] {
    return stack
        .ofTypes<aws.cloudwatch.LogGroupArgs>(types.logGroup)
        .flatMap((group) =>
            check(
                anyOf(not(isDestination(stack, group, groupOfLogging)), group.props.has("kmsKeyId")),
                `Log group "${group.name}" holds what models are asked and answer, and has no kmsKeyId.`,
                group.urn,
            ),
        );
}

function judgeBuckets(stack: StackGraph): readonly Verdict[] {
    return stack
        .ofTypes<BucketShape>(types.bucket)
        .flatMap((bucket) =>
            check(
                anyOf(
                    not(isDestination(stack, bucket, bucketOfLogging)),
                    encryptsWithKms(bucket, stack, { requireCmk: false, allowedKeyArns: [] }),
                ),
                `Bucket "${bucket.name}" holds what models are asked and answer, and does not encrypt with AWS KMS.`,
                bucket.urn,
            ),
        );
}

function isDestination(stack: StackGraph, { urn }: { readonly urn: string }, join: Join): Truth {
    return anyOf(...stack.attachedTo({ urn }, join).map(({ certain }) => certain || new Unknown([join.property])));
}
