import type * as aws from "@pulumi/aws";
import { coverageOf, encryptionPatterns, isCovered, usesOwnKey } from "../../lib/collection-encryption";
import { namesOwnKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Collection = Resource<aws.opensearch.ServerlessCollectionArgs>;
type SecurityPolicyArgs = aws.opensearch.ServerlessSecurityPolicyArgs;

/** A policy takes collections in by patterns over their names, so that names and not dependencies join the two. */
export const opensearchServerlessEncrypted = stackRule({
    name: "opensearch-serverless-encrypted",
    group: "encryption-at-rest",
    description: "Every OpenSearch Serverless collection is taken in by an encryption policy.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "Declare an opensearch.ServerlessSecurityPolicy of type encryption with a rule for collection/<name>; AWSOwnedKey false and a KmsARN encrypt with a key of your own.",
    url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html",
    types: [...types.opensearchServerlessCollection, ...types.opensearchServerlessSecurityPolicy],
    settings: {
        requireCmk: flag("Ask for a key of one's own, not one that AWS owns.", false),
        managedElsewhere: flag(
            "Collections without a policy in this stack are taken in by one of another stack.",
            false,
        ),
    },
    judge: (stack, { requireCmk, managedElsewhere }) => {
        const patterns = stack
            .ofTypes<SecurityPolicyArgs>(types.opensearchServerlessSecurityPolicy)
            .flatMap(encryptionPatterns);
        return stack
            .ofTypes<aws.opensearch.ServerlessCollectionArgs>(types.opensearchServerlessCollection)
            .flatMap((collection) => {
                const coverage = coverageOf(collection.props.text("name"), patterns);
                const own = collection.props.each("encryptionConfigs");
                const covered = own.length > 0 || isCovered(coverage);
                if (covered !== true) {
                    return managedElsewhere && covered === false ? [] : uncovered(collection, covered);
                }
                return check(
                    anyOf(!requireCmk, ...own.map(namesKey), own.length === 0 && usesOwnKey(coverage)),
                    `Collection "${collection.name}" is encrypted with a key that AWS owns: neither it nor its encryption policy names another one.`,
                    collection.urn,
                );
            });
    },
});

function uncovered({ name, urn }: Collection, covered: Truth): readonly Verdict[] {
    return check(covered, `No encryption policy takes collection "${name}" in: it can't be created.`, urn);
}

function namesKey(own: Properties<aws.types.input.opensearch.ServerlessCollectionEncryptionConfig>): Truth {
    return namesOwnKey(own, "kmsKeyArn");
}
