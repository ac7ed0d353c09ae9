import { deletionProtection } from "../../../../policies/rules/resilience/deletion-protection";
import { dynamodbPitr } from "../../../../policies/rules/resilience/dynamodb-pitr";
import { kinesisRetention } from "../../../../policies/rules/resilience/kinesis-retention";
import { kmsDeletionWindow } from "../../../../policies/rules/resilience/kms-deletion-window";
import { opensearchFgac } from "../../../../policies/rules/resilience/opensearch-fgac";
import { opensearchHa } from "../../../../policies/rules/resilience/opensearch-ha";
import { redshiftServerlessNoDefaultAdmin } from "../../../../policies/rules/resilience/redshift-serverless-no-default-admin";
import { describeRule } from "../../support/describe-rule";

const here = { stackPatterns: ["te*"] };
const elsewhere = { stackPatterns: ["prod"] };

describeRule({
    rule: dynamodbPitr,
    type: "aws:dynamodb/table:Table",
    refuses: [
        {
            when: "no recovery",
            set: { pointInTimeRecovery: undefined },
            says: ["pointInTimeRecovery.enabled is not true: the table has no continuous backups."],
        },
        {
            when: "a replica without recovery",
            set: { "replicas[0].pointInTimeRecovery": undefined },
            says: ["replicas[0].pointInTimeRecovery is not true: the replica has no continuous backups."],
        },
    ],
    accepts: [{ when: "no replicas", set: { replicas: undefined } }],
    defersOn: ["pointInTimeRecovery.enabled", "replicas[0].pointInTimeRecovery"],
    mends: [
        { when: "no recovery", set: { pointInTimeRecovery: undefined } },
        { when: "a replica without recovery", set: { "replicas[0].pointInTimeRecovery": false } },
    ],
});
describeRule({
    rule: dynamodbPitr,
    type: "aws:dynamodb/tableReplica:TableReplica",
    refuses: [
        {
            when: "no recovery, the provider's default",
            set: { pointInTimeRecovery: undefined },
            says: ["pointInTimeRecovery of the replica is not true: it has no continuous backups."],
        },
    ],
    defersOn: ["pointInTimeRecovery"],
    mends: [{ when: "no recovery", set: { pointInTimeRecovery: false } }],
});

describeRule({
    rule: deletionProtection,
    type: "aws:dynamodb/table:Table",
    settings: here,
    refuses: [
        {
            when: "no protection",
            set: { deletionProtectionEnabled: undefined },
            says: ["deletionProtectionEnabled is not true: a mistake deletes it."],
        },
        {
            when: "a replica without protection",
            set: { "replicas[0].deletionProtectionEnabled": false },
            says: ["replicas[0].deletionProtectionEnabled is not true: a mistake deletes it."],
        },
    ],
    accepts: [{ when: "it in another stack", set: { deletionProtectionEnabled: false }, settings: elsewhere }],
    defersOn: ["deletionProtectionEnabled"],
    mends: [{ when: "no protection", set: { deletionProtectionEnabled: undefined }, settings: here }],
    leaves: [{ when: "another stack", set: { deletionProtectionEnabled: false }, settings: elsewhere }],
});
for (const type of ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"]) {
    describeRule({
        rule: deletionProtection,
        type,
        settings: here,
        refuses: [
            {
                when: "no protection",
                set: { enableDeletionProtection: false },
                says: ["enableDeletionProtection is not true: a mistake deletes it."],
            },
        ],
        defersOn: ["enableDeletionProtection"],
        mends: [{ when: "no protection", set: { enableDeletionProtection: undefined }, settings: here }],
    });
}
describeRule({
    rule: deletionProtection,
    type: "aws:cognito/userPool:UserPool",
    settings: here,
    refuses: [
        {
            when: "no protection",
            set: { deletionProtection: undefined },
            says: ["deletionProtection is not ACTIVE: a mistake deletes every account of the pool."],
        },
    ],
    defersOn: ["deletionProtection"],
    mends: [{ when: "no protection", set: { deletionProtection: "INACTIVE" }, settings: here }],
});
describeRule({
    rule: deletionProtection,
    type: "aws:cloudwatch/logGroup:LogGroup",
    settings: here,
    refuses: [
        {
            when: "no protection where the setting asks for it",
            set: { deletionProtectionEnabled: undefined },
            settings: { requireLogGroups: true },
            says: ["deletionProtectionEnabled is not true: a mistake deletes it."],
        },
    ],
    accepts: [{ when: "no protection", set: { deletionProtectionEnabled: undefined } }],
});

describeRule({
    rule: kmsDeletionWindow,
    type: "aws:kms/key:Key",
    refuses: [
        {
            when: "a short window",
            set: { deletionWindowInDays: 7 },
            says: ["deletionWindowInDays is less than 30: what the key encrypts is lost after that."],
        },
        {
            when: "a disabled key",
            set: { isEnabled: false },
            says: ["isEnabled is false: nobody can read what the key encrypts."],
        },
        {
            when: "no safety check",
            set: { bypassPolicyLockoutSafetyCheck: true },
            says: ["bypassPolicyLockoutSafetyCheck is true: a wrong key policy locks everybody out for good."],
        },
    ],
    accepts: [
        {
            when: "the provider's defaults",
            set: { deletionWindowInDays: undefined, isEnabled: undefined, bypassPolicyLockoutSafetyCheck: undefined },
        },
        { when: "a short window that the setting allows", set: { deletionWindowInDays: 7 }, settings: { minDays: 7 } },
    ],
    defersOn: ["deletionWindowInDays", "isEnabled", "bypassPolicyLockoutSafetyCheck"],
    mends: [
        { when: "a short window", set: { deletionWindowInDays: 7 } },
        { when: "a disabled key without a check", set: { isEnabled: false, bypassPolicyLockoutSafetyCheck: true } },
    ],
});

describeRule({
    rule: kinesisRetention,
    type: "aws:kinesis/stream:Stream",
    refuses: [
        {
            when: "a day, the provider's default",
            set: { retentionPeriod: undefined },
            says: ["retentionPeriod is less than 168 hours: a longer failure of a reader loses records."],
        },
    ],
    accepts: [{ when: "a day where the setting allows it", set: { retentionPeriod: 24 }, settings: { minHours: 24 } }],
    defersOn: ["retentionPeriod"],
    mends: [{ when: "a day", set: { retentionPeriod: 24 } }],
});

const fewNodes = "clusterConfig.instanceCount is less than 3: the loss of a node can stop the domain.";
const noMasters =
    "clusterConfig has no dedicatedMasterEnabled with a dedicatedMasterCount of at least 3: load on the data unsettles the cluster.";
const oneZone = "clusterConfig.zoneAwarenessEnabled is not true: all nodes stand in one Availability Zone.";

for (const type of ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"]) {
    describeRule({
        rule: opensearchHa,
        type,
        settings: here,
        refuses: [
            { when: "two nodes", set: { "clusterConfig.instanceCount": 2 }, says: [fewNodes] },
            { when: "two masters", set: { "clusterConfig.dedicatedMasterCount": 2 }, says: [noMasters] },
            { when: "no masters", set: { "clusterConfig.dedicatedMasterEnabled": undefined }, says: [noMasters] },
            { when: "one zone", set: { "clusterConfig.zoneAwarenessEnabled": undefined }, says: [oneZone] },
            { when: "the defaults", set: { clusterConfig: undefined }, says: [fewNodes, noMasters, oneZone] },
        ],
        accepts: [{ when: "the defaults in another stack", set: { clusterConfig: undefined }, settings: elsewhere }],
        defersOn: [
            "clusterConfig.instanceCount",
            "clusterConfig.dedicatedMasterCount",
            "clusterConfig.zoneAwarenessEnabled",
        ],
    });
    describeRule({
        rule: opensearchFgac,
        type,
        refuses: [
            {
                when: "no fine-grained access control",
                set: { advancedSecurityOptions: undefined },
                says: [
                    "advancedSecurityOptions.enabled is not true: whoever reaches the domain reads and writes every index.",
                ],
            },
            {
                when: "anonymous users",
                set: { "advancedSecurityOptions.anonymousAuthEnabled": true },
                says: ["advancedSecurityOptions.anonymousAuthEnabled is true: nobody has to say who they are."],
            },
            {
                when: "a master password",
                set: { "advancedSecurityOptions.masterUserOptions.masterUserPassword": "correct-horse" },
                says: [
                    "advancedSecurityOptions.masterUserOptions.masterUserPassword is set: name a masterUserArn, which needs no password.",
                ],
            },
        ],
        accepts: [{ when: "no master user", set: { "advancedSecurityOptions.masterUserOptions": undefined } }],
        defersOn: ["advancedSecurityOptions.enabled", "advancedSecurityOptions.anonymousAuthEnabled"],
    });
}

const defaultAdmin = "adminUsername is admin, be it by default: the first name that is tried.";

describeRule({
    rule: redshiftServerlessNoDefaultAdmin,
    type: "aws:redshiftserverless/namespace:Namespace",
    refuses: [
        { when: "the default administrator", set: { adminUsername: undefined }, says: [defaultAdmin] },
        { when: "an administrator called admin", set: { adminUsername: "admin" }, says: [defaultAdmin] },
        { when: "the default database", set: { dbName: undefined }, says: ["dbName is dev, be it by default."] },
        {
            when: "a password of one's own",
            set: { manageAdminPassword: undefined },
            says: ["manageAdminPassword is not true: nobody renews the administrator's password."],
        },
    ],
    defersOn: ["adminUsername", "dbName", "manageAdminPassword"],
});
