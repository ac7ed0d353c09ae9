import type * as aws from "@pulumi/aws";
import { isOwnKey } from "./keys";
import type { Properties } from "./properties";
import type { Resource } from "./rule";
import { sideResources } from "./s3";
import type { Attachment, StackGraph } from "./stack-graph";
import { allOf, isOneOf, isSet, type Truth, Unknown } from "./truth";

export type BucketShape = aws.s3.BucketArgs & aws.s3.BucketV2Args;
type EncryptionShape = aws.s3.BucketServerSideEncryptionConfigurationArgs;
type DefaultShape = aws.types.input.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault;

/** What Amazon S3 calls encryption with AWS KMS. */
export const kmsAlgorithms = ["aws:kms", "aws:kms:dsse"];

/** Which keys will do. */
export interface WantedKeys {
    /** A key of one's own, not the AWS managed one. */
    readonly requireCmk: boolean;
    /** The only keys to be used; with none given, any key will do. */
    readonly allowedKeyArns: readonly string[];
}

/**
 * Whether a bucket encrypts by default with AWS KMS.
 *
 * A side resource decides over the inline block: reading a bucket back fills in the inline block even where a side
 * resource set it. Without either, Amazon S3 encrypts with AES256.
 */
export function encryptsWithKms(bucket: Resource<BucketShape>, stack: StackGraph, wanted: WantedKeys): Truth {
    const side = sideResources<EncryptionShape>(stack, bucket, "encryption");
    return side.length > 0
        ? allOf(...side.map((attachment) => sideUsesKms(attachment, wanted)))
        : everyDefault(inlineDefaults(bucket.props), wanted);
}

function sideUsesKms({ resource, certain }: Attachment<EncryptionShape>, wanted: WantedKeys): Truth {
    if (!certain) {
        return new Unknown(["bucket"]);
    }
    const rules = resource.props.each("rules");
    return everyDefault(
        rules.map((rule) => rule.child("applyServerSideEncryptionByDefault")),
        wanted,
    );
}

function inlineDefaults(props: Properties<BucketShape>): readonly Properties<DefaultShape>[] {
    if (isSet(props.get("serverSideEncryptionConfiguration"))) {
        return [
            props.child("serverSideEncryptionConfiguration").child("rule").child("applyServerSideEncryptionByDefault"),
        ];
    }
    return props
        .each("serverSideEncryptionConfigurations")
        .flatMap((block) => block.each("rules"))
        .flatMap((rule) => rule.each("applyServerSideEncryptionByDefaults"));
}

function everyDefault(defaults: readonly Properties<DefaultShape>[], wanted: WantedKeys): Truth {
    return defaults.length > 0 && allOf(...defaults.map((each) => usesKms(each, wanted)));
}

function usesKms(byDefault: Properties<DefaultShape>, { requireCmk, allowedKeyArns }: WantedKeys): Truth {
    const key = byDefault.text("kmsMasterKeyId");
    return allOf(
        isOneOf(byDefault.text("sseAlgorithm"), kmsAlgorithms),
        !requireCmk || isOwnKey(key),
        allowedKeyArns.length === 0 || isOneOf(key, allowedKeyArns),
    );
}
