import { athenaWorkgroupEncrypted } from "../../../../policies/rules/encryption-at-rest/athena-workgroup-encrypted";
import { glueCatalogEncrypted } from "../../../../policies/rules/encryption-at-rest/glue-catalog-encrypted";
import { glueHasSecurityConfiguration } from "../../../../policies/rules/encryption-at-rest/glue-has-security-configuration";
import { glueSecurityConfigurationComplete } from "../../../../policies/rules/encryption-at-rest/glue-security-configuration-complete";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const withKey = { kmsKeyArn: keyArn };

const parts = [
    { name: "s3Encryption", mode: "s3EncryptionMode", says: "S3 output is not encrypted with SSE-KMS and a key." },
    {
        name: "cloudwatchEncryption",
        mode: "cloudwatchEncryptionMode",
        says: "CloudWatch logs are not encrypted with SSE-KMS and a key.",
    },
    {
        name: "jobBookmarksEncryption",
        mode: "jobBookmarksEncryptionMode",
        says: "Job bookmarks are not encrypted with CSE-KMS and a key.",
    },
];

describeRule({
    rule: glueSecurityConfigurationComplete,
    type: "aws:glue/securityConfiguration:SecurityConfiguration",
    refuses: parts.flatMap(({ name, mode, says }) => [
        {
            when: `${name} that is DISABLED`,
            set: { [`encryptionConfiguration.${name}.${mode}`]: "DISABLED" },
            says: [says],
        },
        { when: `no ${name}`, set: { [`encryptionConfiguration.${name}`]: undefined }, says: [says] },
        {
            when: `${name} without a key`,
            set: { [`encryptionConfiguration.${name}.kmsKeyArn`]: undefined },
            says: [says],
        },
    ]),
    defersOn: parts.map(({ name, mode }) => `encryptionConfiguration.${name}.${mode}`),
    needsOnlyPresenceOf: parts.map(({ name }) => `encryptionConfiguration.${name}.kmsKeyArn`),
    mends: [
        { when: "an empty configuration", set: { encryptionConfiguration: {} }, settings: withKey },
        ...parts.map(({ name, mode }) => ({
            when: `a key of ${name} that is not used`,
            set: { [`encryptionConfiguration.${name}.${mode}`]: "DISABLED" },
        })),
    ],
    leaves: [
        { when: "an empty configuration, where no key is configured,", set: { encryptionConfiguration: {} } },
        { when: "an unknown configuration", set: { encryptionConfiguration: UNKNOWN }, settings: withKey },
    ],
});

for (const type of glueHasSecurityConfiguration.types) {
    describeRule({
        rule: glueHasSecurityConfiguration,
        type,
        refuses: [
            {
                when: "no security configuration",
                set: { securityConfiguration: undefined },
                says: [
                    "securityConfiguration is not set: output, logs and bookmarks are not encrypted with a key of your own.",
                ],
            },
        ],
        needsOnlyPresenceOf: ["securityConfiguration"],
        mends: [
            {
                when: "no security configuration",
                set: { securityConfiguration: undefined },
                settings: { defaultSecurityConfiguration: "complete" },
            },
        ],
        leaves: [
            {
                when: "no security configuration, where none is configured,",
                set: { securityConfiguration: undefined },
            },
        ],
    });
}

const atRest = "dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode";
const passwords = "dataCatalogEncryptionSettings.connectionPasswordEncryption.returnConnectionPasswordEncrypted";

describeRule({
    rule: glueCatalogEncrypted,
    type: "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
    refuses: [
        {
            when: "metadata left in plain text",
            set: { [atRest]: "DISABLED" },
            says: ["encryptionAtRest.catalogEncryptionMode is not SSE-KMS."],
        },
        {
            when: "passwords left in plain text",
            set: { [passwords]: false },
            says: ["connectionPasswordEncryption.returnConnectionPasswordEncrypted is not true."],
        },
    ],
    accepts: [{ when: "encryption through a service role", set: { [atRest]: "SSE-KMS-WITH-SERVICE-ROLE" } }],
    defersOn: [atRest, passwords],
    mends: [
        { when: "empty settings", set: { dataCatalogEncryptionSettings: {} }, settings: withKey },
        { when: "keys that are not used", set: { [atRest]: "DISABLED", [passwords]: false } },
    ],
    leaves: [{ when: "empty settings, where no key is configured,", set: { dataCatalogEncryptionSettings: {} } }],
});

const result = "configuration.resultConfiguration.encryptionConfiguration";
const plainResults = "Query results are not encrypted with a KMS key.";

describeRule({
    rule: athenaWorkgroupEncrypted,
    type: "aws:athena/workgroup:Workgroup",
    refuses: [
        { when: "a workgroup without configuration", set: { configuration: undefined }, says: [plainResults] },
        { when: "keys of Amazon S3", set: { [`${result}.encryptionOption`]: "SSE_S3" }, says: [plainResults] },
        { when: "an encryption without a key", set: { [`${result}.kmsKeyArn`]: undefined }, says: [plainResults] },
        {
            when: "clients that may override it",
            set: { "configuration.enforceWorkgroupConfiguration": false },
            says: ["enforceWorkgroupConfiguration is false: clients may write results unencrypted."],
        },
        {
            when: "managed results without a key",
            set: { configuration: { managedQueryResultsConfiguration: { enabled: true } } },
            says: [plainResults],
        },
    ],
    accepts: [
        {
            when: "enforcement left at its default, which is on",
            set: { "configuration.enforceWorkgroupConfiguration": undefined },
        },
        { when: "encryption on the client's side", set: { [`${result}.encryptionOption`]: "CSE_KMS" } },
        {
            when: "managed results with a key",
            set: {
                configuration: {
                    managedQueryResultsConfiguration: { enabled: true, encryptionConfiguration: { kmsKey: keyArn } },
                },
            },
        },
        {
            when: "keys of Amazon S3 where the setting allows them",
            set: { [`${result}.encryptionOption`]: "SSE_S3" },
            settings: { requireCmk: false },
        },
    ],
    defersOn: [`${result}.encryptionOption`, "configuration.enforceWorkgroupConfiguration"],
    needsOnlyPresenceOf: [`${result}.kmsKeyArn`],
    mends: [
        { when: "a workgroup without configuration", set: { configuration: undefined }, settings: withKey },
        {
            when: "clients that may override it",
            set: { "configuration.enforceWorkgroupConfiguration": false },
        },
        { when: "a key that is not used", set: { [`${result}.encryptionOption`]: "SSE_S3" } },
        {
            when: "managed results without a key",
            set: { configuration: { managedQueryResultsConfiguration: { enabled: true } } },
            settings: withKey,
        },
        {
            when: "a workgroup without configuration where keys of Amazon S3 will do",
            set: { configuration: undefined },
            settings: { requireCmk: false },
        },
    ],
    leaves: [
        { when: "a workgroup without configuration, where no key is configured,", set: { configuration: undefined } },
        {
            when: "results that may be managed",
            set: { configuration: { managedQueryResultsConfiguration: { enabled: UNKNOWN } } },
            settings: withKey,
        },
    ],
});

describeRule({
    rule: athenaWorkgroupEncrypted,
    type: "aws:athena/database:Database",
    refuses: [
        {
            when: "no encryption",
            set: { encryptionConfiguration: undefined },
            says: ["encryptionConfiguration does not encrypt query results with a KMS key."],
        },
    ],
    defersOn: ["encryptionConfiguration.encryptionOption"],
    mends: [{ when: "no encryption", set: { encryptionConfiguration: undefined }, settings: withKey }],
    leaves: [{ when: "no encryption, where no key is configured,", set: { encryptionConfiguration: undefined } }],
});
