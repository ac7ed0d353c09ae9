import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import type { Remedy } from "../../lib/remedy";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, type Truth } from "../../lib/truth";

const databases: readonly string[] = types.athenaDatabase;
const enforcedByDefault = providerDefaults.athenaWorkgroup.enforceWorkgroupConfiguration;

export const athenaWorkgroupEncrypted = requirementRule({
    name: "athena-workgroup-encrypted",
    group: "encryption-at-rest",
    description: "Athena encrypts query results with a KMS key, and clients can't switch that off.",
    severity: "high",
    anchors: {
        fsbp: ["Athena.1"],
        checkov: ["CKV_AWS_159", "CKV_AWS_82", "CKV_AWS_77"],
        trivy: ["AWS-0006", "AWS-0007"],
    },
    remediationSteps:
        "Set resultConfiguration.encryptionConfiguration to SSE_KMS with a kmsKeyArn, and do not set enforceWorkgroupConfiguration to false.",
    url: "https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html",
    types: [...types.athenaWorkgroup, ...types.athenaDatabase],
    settings: {
        requireCmk: flag("Ask for AWS KMS; otherwise encryption with keys of Amazon S3 will do.", true),
        kmsKeyArn,
    },
    requires: (
        { type, props }: Resource<aws.athena.WorkgroupArgs & aws.athena.DatabaseArgs>,
        { requireCmk, kmsKeyArn },
    ) =>
        databases.includes(type) ? [database(props, requireCmk, kmsKeyArn)] : workgroup(props, requireCmk, kmsKeyArn),
});

function database(props: Properties<aws.athena.DatabaseArgs>, requireCmk: boolean, key: string): Requirement {
    const encryption = props.child("encryptionConfiguration");
    return {
        kept: encrypts(encryption.get("encryptionOption"), encryption.has("kmsKey"), requireCmk),
        otherwise: "encryptionConfiguration does not encrypt query results with a KMS key.",
        remedy: encryptResults(encryption, "kmsKey", requireCmk, key),
    };
}

function workgroup(
    props: Properties<aws.athena.WorkgroupArgs>,
    requireCmk: boolean,
    key: string,
): readonly Requirement[] {
    const configuration = props.child("configuration");
    const result = configuration.child("resultConfiguration").child("encryptionConfiguration");
    const managed = configuration.child("managedQueryResultsConfiguration");
    const managedEncryption = managed.child("encryptionConfiguration");
    const isManaged = isOneOf(managed.flag("enabled"), [true]);
    return [
        {
            kept: anyOf(
                encrypts(result.get("encryptionOption"), result.has("kmsKeyArn"), requireCmk),
                allOf(isManaged, anyOf(managedEncryption.has("kmsKey"), !requireCmk)),
            ),
            otherwise: "Query results are not encrypted with a KMS key.",
            remedy: isUnknown(isManaged)
                ? {}
                : isManaged
                  ? encryptWith(key, managedEncryption, "kmsKey")
                  : encryptResults(result, "kmsKeyArn", requireCmk, key),
        },
        {
            kept: isOneOf(configuration.flag("enforceWorkgroupConfiguration"), [true], enforcedByDefault),
            otherwise: "enforceWorkgroupConfiguration is false: clients may write results unencrypted.",
            remedy: { "configuration.enforceWorkgroupConfiguration": true },
        },
    ];
}

function encrypts(option: unknown, hasKey: Truth, requireCmk: boolean): Truth {
    const byKms = allOf(isOneOf(option, ["SSE_KMS", "CSE_KMS"]), hasKey);
    return requireCmk ? byKms : anyOf(byKms, isOneOf(option, ["SSE_S3"]));
}

function encryptResults<Encryption extends { readonly encryptionOption?: unknown }>(
    encryption: Properties<Encryption>,
    keyProperty: keyof Encryption & string,
    requireCmk: boolean,
    key: string,
): Remedy {
    const path = encryption.pathTo("encryptionOption");
    const byKms = isOneOf(encryption.get("encryptionOption"), ["SSE_KMS", "CSE_KMS"]) === true;
    const withKey = encryptWith(key, encryption, keyProperty, byKms ? {} : { [path]: "SSE_KMS" });
    return requireCmk || Object.keys(withKey).length > 0 ? withKey : { [path]: "SSE_S3" };
}
