import { expect } from "chai";
import { DataLake } from "../../../components/lake/data-lake";
import type { LakeTierArgs } from "../../../components/lake/tier-args";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";

const ACCOUNT = "111122223333";
const deploy = (tier: LakeTierArgs): Promise<TestEvaluation> =>
    evaluateProgram(
        () =>
            new DataLake("lake", { accountId: ACCOUNT, region: "eu-west-1", partition: "aws", tiers: { calls: tier } }),
    );
const statements = (document: unknown): { Sid: string; [field: string]: unknown }[] =>
    JSON.parse(String(document)).Statement;
const suffixes = (urns: readonly string[]) => urns.map((urn) => urn.slice(urn.lastIndexOf("::") + 2));
const bucketArn = `arn:aws:s3:::lake-calls-${ACCOUNT}-eu-west-1`;

describe("a tier's key", () => {
    it("can be brought: no key is made, and the bucket uses the one given", async () => {
        const kmsKeyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mine`;
        const lake = await deploy({ kmsKeyArn });
        expect(lake.byType("aws:kms/key:Key").map(({ name }) => name)).to.deep.equal(["lake-inventory-key"]);
        expect(lake.named("lake-calls-encryption").inputs).to.have.nested.property(
            "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
            kmsKeyArn,
        );
    });

    it("takes the caller's statements after its own", async () => {
        const lake = await deploy({
            keyPolicyStatements: [
                { sid: "Mine", principals: { Service: ["connect.amazonaws.com"] }, actions: ["kms:Decrypt"] },
            ],
        });
        expect(statements(lake.named("lake-calls-key").inputs.policy).at(-1)).to.deep.equal({
            Sid: "Mine",
            Effect: "Allow",
            Principal: { Service: "connect.amazonaws.com" },
            Action: "kms:Decrypt",
            Resource: "*",
        });
    });
});

describe("a tier's bucket", () => {
    it("can have a name of the caller's choice", async () => {
        const lake = await deploy({ bucketName: "acme-calls" });
        expect(lake.named("lake-calls-bucket").inputs.bucket).to.equal("acme-calls");
        const logs = statements(lake.named("lake-access-logs-policy").inputs.policy).find(
            ({ Sid }) => Sid === "AccessLogs",
        );
        expect(logs?.Condition).to.have.deep.nested.property("ArnLike", {
            "aws:SourceArn": ["arn:aws:s3:::lake-*", "arn:aws:s3:::acme-calls"],
        });
    });

    it("takes the caller's policy statements, by default on the bucket and its objects", async () => {
        const lake = await deploy({
            bucketPolicyStatements: [
                { sid: "Partner", principals: { AWS: ["444455556666"] }, actions: ["s3:GetObject"] },
            ],
        });
        expect(statements(lake.named("lake-calls-policy").inputs.policy).at(-1)).to.deep.equal({
            Sid: "Partner",
            Effect: "Allow",
            Principal: { AWS: "444455556666" },
            Action: "s3:GetObject",
            Resource: [bucketArn, `${bucketArn}/*`],
        });
    });

    it("exempts named principals from its encryption rule", async () => {
        const lake = await deploy({ encryptionExemptArns: ["arn:aws:iam::111122223333:role/legacy"] });
        const rule = statements(lake.named("lake-calls-policy").inputs.policy).find(
            ({ Sid }) => Sid === "DenyOtherKeys",
        );
        expect(rule?.Condition).to.have.deep.nested.property("ArnNotLike", {
            "aws:PrincipalArn": "arn:aws:iam::111122223333:role/legacy",
        });
    });

    it("is locked from its creation on when a lock is asked for, in governance mode unless told otherwise", async () => {
        const lake = await deploy({ objectLock: { retentionDays: 30 } });
        expect(lake.named("lake-calls-bucket").inputs.objectLockEnabled).to.equal(true);
        expect(lake.named("lake-calls-object-lock").inputs.rule).to.deep.equal({
            defaultRetention: { mode: "GOVERNANCE", days: 30 },
        });
        expect(lake.named("lake-calls-object-lock").retainOnDelete).to.equal(true);
    });

    it("archives what nobody reads when that is asked for", async () => {
        const lake = await deploy({
            queryable: false,
            intelligentTiering: { archiveAccessDays: 90, deepArchiveAccessDays: 365, prefix: "recordings/" },
        });
        expect(lake.named("lake-calls-intelligent-tiering").inputs).to.deep.include({
            filter: { prefix: "recordings/" },
            tierings: [
                { accessTier: "ARCHIVE_ACCESS", days: 90 },
                { accessTier: "DEEP_ARCHIVE_ACCESS", days: 365 },
            ],
        });
    });

    it("tells the event bus, queues and functions in its one notification configuration", async () => {
        const lake = await deploy({
            notifications: {
                eventBridge: true,
                queues: { later: { arn: "arn:queue", prefix: "in/", suffix: ".json" } },
                functions: { now: { arn: "arn:function", events: ["s3:ObjectRemoved:*"] } },
            },
        });
        expect(lake.one("aws:s3/bucketNotification:BucketNotification").inputs).to.deep.include({
            eventbridge: true,
            queues: [
                {
                    id: "later",
                    queueArn: "arn:queue",
                    events: ["s3:ObjectCreated:*"],
                    filterPrefix: "in/",
                    filterSuffix: ".json",
                },
            ],
            lambdaFunctions: [{ id: "now", lambdaFunctionArn: "arn:function", events: ["s3:ObjectRemoved:*"] }],
        });
    });
});

describe("a tier's copy in another region", () => {
    let lake: TestEvaluation;
    before(async () => {
        lake = await deploy({ replication: { region: "eu-central-1" }, lifecycle: { expirationDays: 700 } });
    });

    it("has a bucket, a key and safeguards of its own, all in that region", () => {
        const names = [
            "key",
            "key-alias",
            "bucket",
            "ownership",
            "public-access-block",
            "versioning",
            "encryption",
            "policy",
            "lifecycle",
            "logging",
        ];
        for (const name of names) {
            expect(lake.named(`lake-calls-replica-${name}`).inputs.region, name).to.equal("eu-central-1");
        }
        expect(lake.named("lake-calls-replica-bucket").inputs.bucket).to.equal(
            `lake-calls-replica-${ACCOUNT}-eu-central-1`,
        );
        expect(lake.named("lake-calls-replica-bucket")).to.include({ protect: true, retainOnDelete: true });
    });

    it("ages as the original does", () => {
        expect(lake.named("lake-calls-replica-lifecycle").inputs.rules).to.deep.equal(
            lake.named("lake-calls-lifecycle").inputs.rules,
        );
    });

    it("logs to a bucket in its own region, for S3 delivers nowhere else", () => {
        expect(lake.named("lake-calls-replica-logging").inputs.targetBucket).to.equal(
            `lake-access-logs-${ACCOUNT}-eu-central-1`,
        );
    });

    it("takes objects under a customer managed key and encrypts them with its own", () => {
        const keyArn = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${lake.named("lake-calls-replica-key").id}`;
        expect(lake.named("lake-calls-replication").inputs.rules).to.deep.equal([
            {
                id: "everything",
                priority: 0,
                status: "Enabled",
                filter: { prefix: "" },
                deleteMarkerReplication: { status: "Disabled" },
                sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
                destination: {
                    bucket: `arn:aws:s3:::lake-calls-replica-${ACCOUNT}-eu-central-1`,
                    encryptionConfiguration: { replicaKmsKeyId: keyArn },
                },
            },
        ]);
    });

    it("starts only after both buckets keep versions and the role has its rights", () => {
        expect(suffixes(lake.named("lake-calls-replication").dependencies)).to.include.members([
            "lake-calls-replica-versioning",
            "lake-calls-replica-policy",
            "lake-calls-replication-role-policy",
        ]);
    });

    it("is written by a role that S3 can take only for this bucket", () => {
        const [trust] = statements(lake.named("lake-calls-replication-role").inputs.assumeRolePolicy);
        expect(trust?.Condition).to.deep.equal({
            StringEquals: { "aws:SourceAccount": ACCOUNT },
            ArnLike: { "aws:SourceArn": bucketArn },
        });
    });

    it("can follow deletions and keep to 15 minutes when asked to", async () => {
        const other = await deploy({
            replication: {
                region: "us-east-1",
                replicateDeleteMarkers: true,
                replicationTimeControl: true,
                storageClass: "GLACIER_IR",
            },
        });
        expect(other.named("lake-calls-replication").inputs).to.have.deep.nested.property(
            "rules[0].deleteMarkerReplication",
            { status: "Enabled" },
        );
        expect(other.named("lake-calls-replication").inputs)
            .to.have.nested.property("rules[0].destination")
            .that.deep.includes({
                storageClass: "GLACIER_IR",
                replicationTime: { status: "Enabled", time: { minutes: 15 } },
                metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
            });
    });
});
