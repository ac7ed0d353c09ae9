import { apigwCacheEncrypted } from "../../../../policies/rules/encryption-at-rest/apigw-cache-encrypted";
import { ecsExecEncrypted } from "../../../../policies/rules/encryption-at-rest/ecs-exec-encrypted";
import { lexConversationLogsEncrypted } from "../../../../policies/rules/encryption-at-rest/lex-conversation-logs-encrypted";
import { sagemakerEncrypted } from "../../../../policies/rules/encryption-at-rest/sagemaker-encrypted";
import { keyArn } from "../../support/compliant";
import { describeKey } from "../../support/describe-key";
import { describeRule } from "../../support/describe-rule";

const names = (path: string, what: string) => `${path} names no key of your own: ${what}`;
const byAws = "encrypted with a key that AWS manages.";
const endpoint = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";
const training = "aws:sagemaker/trainingJob:TrainingJob";

for (const [type, property, what] of [
    ["aws:sagemaker/notebookInstance:NotebookInstance", "kmsKeyId", "the notebook's volume is"],
    ["aws:sagemaker/domain:Domain", "kmsKeyId", "the domain's file system is"],
    [endpoint, "kmsKeyArn", "the instances' volumes are"],
    ["aws:sagemaker/featureGroup:FeatureGroup", "onlineStoreConfig.securityConfig.kmsKeyId", "the online store is"],
    ["aws:sagemaker/featureGroup:FeatureGroup", "offlineStoreConfig.s3StorageConfig.kmsKeyId", "the offline store is"],
    [training, "resourceConfig.volumeKmsKeyId", "the instances' volumes are"],
    [training, "outputDataConfig.kmsKeyId", "the output is"],
] as const) {
    describeKey({ rule: sagemakerEncrypted, type, property, says: names(property, `${what} ${byAws}`) });
}

describeRule({
    rule: sagemakerEncrypted,
    type: "aws:sagemaker/notebookInstance:NotebookInstance",
    refuses: [],
    accepts: [
        {
            when: "no key for local volumes, which refuse one",
            set: { kmsKeyId: undefined, instanceType: "ml.g5.xlarge" },
        },
    ],
});

describeRule({
    rule: sagemakerEncrypted,
    type: endpoint,
    refuses: [
        {
            when: "no key for a family without local volumes",
            set: { kmsKeyArn: undefined, "productionVariants[0].instanceType": "ml.g5g.xlarge" },
            says: [names("kmsKeyArn", `the instances' volumes are ${byAws}`)],
        },
    ],
    accepts: [
        ...["ml.m5d.large", "ml.g4dn.xlarge", "ml.g5.xlarge", "ml.p4de.24xlarge", "ml.trn1.2xlarge"].map(
            (instanceType) => ({
                when: `no key for ${instanceType}, whose volumes are local`,
                set: { kmsKeyArn: undefined, "productionVariants[0].instanceType": instanceType },
            }),
        ),
        {
            when: "no key for a serverless endpoint, which has no volume",
            set: {
                kmsKeyArn: undefined,
                productionVariants: [{ serverlessConfig: { maxConcurrency: 1, memorySizeInMb: 1024 } }],
            },
        },
    ],
});

describeRule({
    rule: sagemakerEncrypted,
    type: "aws:sagemaker/featureGroup:FeatureGroup",
    refuses: [],
    accepts: [
        { when: "no offline store", set: { offlineStoreConfig: undefined } },
        {
            when: "no key for an online store that is off",
            set: { onlineStoreConfig: { enableOnlineStore: false } },
        },
    ],
    defersOn: ["onlineStoreConfig", "offlineStoreConfig"],
});

describeRule({
    rule: sagemakerEncrypted,
    type: training,
    refuses: [],
    accepts: [
        {
            when: "no key for a volume of a serverless job, which has none",
            set: { resourceConfig: undefined },
        },
        {
            when: "no key for a group with local volumes",
            set: { resourceConfig: { instanceGroups: [{ instanceType: "ml.p5.48xlarge", instanceCount: 2 }] } },
        },
    ],
    defersOn: ["resourceConfig"],
});

const exec = "configuration.executeCommandConfiguration";

describeKey({
    rule: ecsExecEncrypted,
    type: "aws:ecs/cluster:Cluster",
    property: `${exec}.kmsKeyId`,
    says: names(`${exec}.kmsKeyId`, "command sessions are not encrypted with it."),
});

describeKey({
    rule: ecsExecEncrypted,
    type: "aws:ecs/cluster:Cluster",
    property: "configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId",
    says: names(
        "configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId",
        "the storage of Fargate tasks is encrypted with a key that AWS owns.",
    ),
});

describeRule({
    rule: ecsExecEncrypted,
    type: "aws:ecs/cluster:Cluster",
    refuses: ["cloudWatchEncryptionEnabled", "s3BucketEncryptionEnabled"].map((flag) => ({
        when: `a log without ${flag}`,
        set: { [`${exec}.logConfiguration.${flag}`]: undefined },
        says: [
            `${exec}.logConfiguration.${flag} is not true: what is logged of command sessions is not asked to be encrypted.`,
        ],
    })),
    accepts: [
        { when: "no configuration of sessions", set: { [exec]: undefined } },
        {
            when: "flags left out for logs that are not kept",
            set: { [`${exec}.logging`]: "NONE", [`${exec}.logConfiguration`]: undefined },
        },
        {
            when: "flags left out for places that are not named",
            set: {
                [`${exec}.logConfiguration`]: { cloudWatchLogGroupName: "exec", cloudWatchEncryptionEnabled: true },
            },
        },
        {
            when: "no key for the storage of tasks where the setting allows it",
            set: { "configuration.managedStorageConfiguration": undefined },
            settings: { requireStorageKey: false },
        },
    ],
    defersOn: [exec, "configuration", `${exec}.logConfiguration.s3BucketEncryptionEnabled`],
    mends: [
        {
            when: "a log without its flag",
            set: { [`${exec}.logConfiguration.cloudWatchEncryptionEnabled`]: false },
        },
        { when: "a cluster without configuration", set: { configuration: undefined }, settings: { kmsKeyArn: keyArn } },
    ],
});

const cached = ["settings.cachingEnabled is true and cacheDataEncrypted is not: responses are cached in plain text."];

describeRule({
    rule: apigwCacheEncrypted,
    type: "aws:apigateway/methodSettings:MethodSettings",
    refuses: [
        { when: "a cache in plain text", set: { "settings.cacheDataEncrypted": false }, says: cached },
        { when: "a cache at its default", set: { "settings.cacheDataEncrypted": undefined }, says: cached },
    ],
    accepts: [{ when: "no cache", set: { settings: { loggingLevel: "ERROR" } } }],
    defersOn: ["settings", "settings.cacheDataEncrypted"],
    mends: [{ when: "a cache in plain text", set: { "settings.cacheDataEncrypted": false } }],
});

describeKey({
    rule: lexConversationLogsEncrypted,
    type: "aws:lex/botAlias:BotAlias",
    property: "conversationLogs.logSettings[0].kmsKeyArn",
    says: names("conversationLogs.logSettings[0].kmsKeyArn", "logged audio is not encrypted with it."),
});

describeRule({
    rule: lexConversationLogsEncrypted,
    type: "aws:lex/botAlias:BotAlias",
    refuses: [],
    accepts: [{ when: "no logs of conversations", set: { conversationLogs: undefined } }],
    defersOn: ["conversationLogs"],
});
