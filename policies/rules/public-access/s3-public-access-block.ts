import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { blockFlags, isBlocking } from "../../lib/public-access-block";
import { type Resource, stackRule } from "../../lib/rule";
import { sideResources } from "../../lib/s3";
import { flag } from "../../lib/settings";
import type { StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const defaults = providerDefaults.bucketPublicAccessBlock;
type BlockShape = aws.s3.BucketPublicAccessBlockArgs;

const blockTypes: readonly string[] = types.bucketPublicAccessBlock;

export const s3PublicAccessBlock = stackRule({
    name: "s3-public-access-block",
    group: "public-access",
    description: "Every S3 bucket has a public access block of its own with all four flags true.",
    severity: "critical",
    anchors: {
        fsbp: ["S3.8"],
        cis: ["2.1.4"],
        checkov: ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
        trivy: ["AWS-0086", "AWS-0087", "AWS-0091", "AWS-0093", "AWS-0094"],
        cdkNag: ["AwsSolutions-S2"],
    },
    remediationSteps:
        "Give the bucket a BucketPublicAccessBlock with blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
    types: [...types.bucket, ...types.bucketPublicAccessBlock],
    settings: {
        acceptAccountBlock: flag(
            "An AccountPublicAccessBlock with four flags true, in the same stack, will do.",
            false,
        ),
    },
    judge: (stack, { acceptAccountBlock }) => {
        const covered =
            acceptAccountBlock && anyOf(...accountBlocks(stack).map(({ props }) => blocksEverything(props)));
        return stack.ofTypes<aws.s3.BucketArgs>(types.bucket).flatMap((bucket) => judgeBucket(stack, bucket, covered));
    },
    remedy: ({ type, props }: Resource<BlockShape>, { acceptAccountBlock }) =>
        acceptAccountBlock || !blockTypes.includes(type)
            ? {}
            : Object.fromEntries(
                  blockFlags.filter((flag) => isBlocking(props, flag, defaults) === false).map((flag) => [flag, true]),
              ),
});

function judgeBucket(stack: StackGraph, bucket: Resource<aws.s3.BucketArgs>, covered: Truth): readonly Verdict[] {
    const blocks = sideResources<BlockShape>(stack, bucket, "publicAccessBlock");
    if (blocks.length === 0) {
        return check(covered, `Bucket "${bucket.name}" has no public access block.`, bucket.urn);
    }
    const blocked = blocks.map(({ resource, certain }) =>
        certain ? blocksEverything(resource.props) : new Unknown(["bucket"]),
    );
    return check(
        anyOf(covered, ...blocked),
        `The public access block of bucket "${bucket.name}" leaves a flag false: each of ${blockFlags.join(", ")} must be true.`,
        bucket.urn,
    );
}

function accountBlocks(stack: StackGraph): readonly Resource<aws.s3.AccountPublicAccessBlockArgs>[] {
    return stack.ofTypes(types.accountPublicAccessBlock);
}

function blocksEverything(props: Properties<Pick<BlockShape, (typeof blockFlags)[number]>>): Truth {
    return allOf(...blockFlags.map((flag) => isBlocking(props, flag, defaults)));
}
