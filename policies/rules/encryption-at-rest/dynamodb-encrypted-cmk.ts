import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf } from "../../lib/truth";

type Shape = aws.dynamodb.TableArgs & aws.dynamodb.TableReplicaArgs;

const replicas: readonly string[] = types.dynamodbTableReplica;

/** The remedy leaves replicas alone: their key is one of another region, which the configuration does not know. */
export const dynamodbEncryptedCmk = requirementRule({
    name: "dynamodb-encrypted-cmk",
    group: "encryption-at-rest",
    description: "DynamoDB tables, and each of their replicas, are encrypted with a KMS key of one's own.",
    severity: "medium",
    anchors: {
        config: ["dynamodb-table-encrypted-kms"],
        checkov: ["CKV_AWS_119", "CKV_AWS_271"],
        trivy: ["AWS-0023", "AWS-0025"],
    },
    remediationSteps:
        "Set serverSideEncryption.enabled to true with a kmsKeyArn, and the kmsKeyArn of each replica to a key in its region.",
    url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
    types: [...types.dynamodbTable, ...types.dynamodbTableReplica],
    settings: { requireCmk: flag("Ask for a key of one's own, not alias/aws/dynamodb.", true), kmsKeyArn },
    requires: ({ type, props }: Resource<Shape>, { requireCmk, kmsKeyArn }) =>
        replicas.includes(type)
            ? [replica(props, requireCmk)]
            : [table(props, requireCmk, kmsKeyArn), ...props.each("replicas").map((each) => replica(each, requireCmk))],
});

function table(props: Properties<Shape>, requireCmk: boolean, key: string): Requirement {
    const encryption = props.child("serverSideEncryption");
    return {
        kept: allOf(
            isOneOf(encryption.flag("enabled"), [true]),
            anyOf(!requireCmk, namesOwnKey(encryption, "kmsKeyArn")),
        ),
        otherwise: requireCmk
            ? "serverSideEncryption is not enabled with a key of your own."
            : "serverSideEncryption is not enabled: the table is encrypted with a key that AWS owns, whose use leaves no trace.",
        remedy: requireCmk
            ? encryptWith(key, encryption, "kmsKeyArn", { "serverSideEncryption.enabled": true })
            : { "serverSideEncryption.enabled": true },
    };
}

function replica(props: Properties<Pick<Shape, "kmsKeyArn">>, requireCmk: boolean): Requirement {
    return {
        kept: anyOf(!requireCmk, namesOwnKey(props, "kmsKeyArn")),
        otherwise: `${props.pathTo("kmsKeyArn")} of the replica names no key of your own.`,
    };
}
