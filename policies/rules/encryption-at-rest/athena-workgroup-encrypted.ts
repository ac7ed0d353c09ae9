import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const databases: readonly string[] = types.athenaDatabase;
const enforcedByDefault = providerDefaults.athenaWorkgroup.enforceWorkgroupConfiguration;

export const athenaWorkgroupEncrypted = resourceRule({
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
    settings: { requireCmk: flag("Ask for AWS KMS; otherwise encryption with keys of Amazon S3 will do.", true) },
    judge: (resource: Resource<aws.athena.WorkgroupArgs & aws.athena.DatabaseArgs>, { requireCmk }) =>
        databases.includes(resource.type)
            ? judgeDatabase(resource.props, requireCmk)
            : judgeWorkgroup(resource.props, requireCmk),
});

function judgeDatabase(props: Properties<aws.athena.DatabaseArgs>, requireCmk: boolean): readonly Verdict[] {
    const encryption = props.child("encryptionConfiguration");
    return check(
        encrypts(encryption.get("encryptionOption"), encryption.has("kmsKey"), requireCmk),
        "encryptionConfiguration does not encrypt query results with a KMS key.",
    );
}

function judgeWorkgroup(props: Properties<aws.athena.WorkgroupArgs>, requireCmk: boolean): readonly Verdict[] {
    const configuration = props.child("configuration");
    const result = configuration.child("resultConfiguration").child("encryptionConfiguration");
    const managed = configuration.child("managedQueryResultsConfiguration");
    const managedKey = managed.child("encryptionConfiguration").has("kmsKey");
    return [
        ...check(
            anyOf(
                encrypts(result.get("encryptionOption"), result.has("kmsKeyArn"), requireCmk),
                allOf(isOneOf(managed.flag("enabled"), [true]), anyOf(managedKey, !requireCmk)),
            ),
            "Query results are not encrypted with a KMS key.",
        ),
        ...check(
            isOneOf(configuration.flag("enforceWorkgroupConfiguration"), [true], enforcedByDefault),
            "enforceWorkgroupConfiguration is false: clients may write results unencrypted.",
        ),
    ];
}

function encrypts(option: unknown, hasKey: Truth, requireCmk: boolean): Truth {
    const byKms = allOf(isOneOf(option, ["SSE_KMS", "CSE_KMS"]), hasKey);
    return requireCmk ? byKms : anyOf(byKms, isOneOf(option, ["SSE_S3"]));
}
