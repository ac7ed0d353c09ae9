import { expect } from "chai";
import { glueCatalogSettingsPresent } from "../../../../policies/rules/encryption-at-rest/glue-catalog-settings-present";
import { s3BucketEncryptionKms } from "../../../../policies/rules/encryption-at-rest/s3-bucket-encryption-kms";
import { snsServicePublisherKey } from "../../../../policies/rules/encryption-at-rest/sns-service-publisher-key";
import { keyArn } from "../../support/compliant";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

const bucket = resource("aws:s3/bucket:Bucket", "raw", { bucket: "lake-raw" });
const kms = { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn };

function encryption(byDefault: Props, of = bucket, type = "") {
    return resource(
        `aws:s3/bucketServerSideEncryptionConfiguration${type}:BucketServerSideEncryptionConfiguration${type}`,
        `${of.name}-encryption`,
        { bucket: UNKNOWN, rules: [{ applyServerSideEncryptionByDefault: byDefault }] },
        { bucket: [of] },
    );
}

describe("s3-bucket-encryption-kms", () => {
    const notEncrypted = ['Bucket "raw" does not encrypt by default with a KMS key of its own.'];

    it("sees the encryption of a bucket in its side resource", () => {
        expect(judgeStack(s3BucketEncryptionKms, [bucket, encryption(kms)])).to.deep.equal([]);
    });
    it("sees it under the older tokens as well", () => {
        const old = resource("aws:s3/bucketV2:BucketV2", "raw", { bucket: "lake-raw" });
        expect(judgeStack(s3BucketEncryptionKms, [old, encryption(kms, old, "V2")])).to.deep.equal([]);
        expect(violations(judgeStack(s3BucketEncryptionKms, [old]))).to.deep.equal(notEncrypted);
    });
    it("sees it in an inline block", () => {
        const inline = { serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: kms } } };
        expect(judgeStack(s3BucketEncryptionKms, [resource(bucket.type, "raw", inline)])).to.deep.equal([]);
        const old = {
            serverSideEncryptionConfigurations: [{ rules: [{ applyServerSideEncryptionByDefaults: [kms] }] }],
        };
        expect(judgeStack(s3BucketEncryptionKms, [resource("aws:s3/bucketV2:BucketV2", "raw", old)])).to.deep.equal([]);
    });
    it("refuses a bucket without encryption, and names it", () => {
        const [verdict, ...others] = judgeStack(s3BucketEncryptionKms, [bucket]);
        expect(others).to.deep.equal([]);
        expect(verdict).to.include({ outcome: "violation", urn: bucket.urn, message: notEncrypted[0] });
    });
    it("refuses a bucket without encryption in a preview, where the provider's own default is unknown", () => {
        const unset = resource(bucket.type, "raw", { serverSideEncryptionConfiguration: UNKNOWN });
        expect(violations(judgeStack(s3BucketEncryptionKms, [unset]))).to.deep.equal(notEncrypted);
    });
    it("refuses a bucket whose encryption belongs to another one", () => {
        const other = resource(bucket.type, "curated", { bucket: "lake-curated" });
        expect(violations(judgeStack(s3BucketEncryptionKms, [bucket, other, encryption(kms, other)]))).to.deep.equal(
            notEncrypted,
        );
    });
    for (const [when, byDefault] of [
        ["AES256", { sseAlgorithm: "AES256" }],
        ["an empty algorithm", { sseAlgorithm: "", kmsMasterKeyId: keyArn }],
        ["the AWS managed key", { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/aws/s3" }],
        ["AWS KMS without a key", { sseAlgorithm: "aws:kms" }],
    ] as const) {
        it(`refuses ${when}`, () => {
            expect(violations(judgeStack(s3BucketEncryptionKms, [bucket, encryption(byDefault)]))).to.deep.equal(
                notEncrypted,
            );
        });
    }
    it("accepts the AWS managed key where the setting allows it", () => {
        const managed = encryption({ sseAlgorithm: "aws:kms" });
        expect(judgeStack(s3BucketEncryptionKms, [bucket, managed], { requireCmk: false })).to.deep.equal([]);
    });
    it("refuses a key that is not among the allowed ones", () => {
        const resources = [bucket, encryption(kms)];
        expect(judgeStack(s3BucketEncryptionKms, resources, { allowedKeyArns: [keyArn] })).to.deep.equal([]);
        expect(violations(judgeStack(s3BucketEncryptionKms, resources, { allowedKeyArns: ["other"] }))).to.deep.equal(
            notEncrypted,
        );
    });
    it("does not ask AWS KMS of a target of log delivery, which can't use it", () => {
        const logs = resource(bucket.type, "logs", { bucket: "lake-logs" });
        const logging = resource(
            "aws:s3/bucketLogging:BucketLogging",
            "raw-logging",
            { bucket: "lake-raw", targetBucket: "lake-logs" },
            { targetBucket: [logs] },
        );
        const resources = [bucket, encryption(kms), logs, encryption({ sseAlgorithm: "AES256" }, logs)];
        expect(violations(judgeStack(s3BucketEncryptionKms, resources))).to.have.lengthOf(1);
        expect(judgeStack(s3BucketEncryptionKms, [...resources, logging])).to.deep.equal([]);
        const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "web", { accessLogs: { bucket: "lake-logs" } });
        expect(judgeStack(s3BucketEncryptionKms, [...resources, balancer])).to.deep.equal([]);
    });
    it("takes AES256 for buckets that the setting names, by the whole name", () => {
        const settings = (pattern: string) => ({ allowSseS3For: [pattern] });
        expect(judgeStack(s3BucketEncryptionKms, [bucket], settings("raw"))).to.deep.equal([]);
        expect(violations(judgeStack(s3BucketEncryptionKms, [bucket], settings("ra")))).to.deep.equal(notEncrypted);
    });
    describe("at the level remediate", () => {
        const { type } = encryption(kms);
        const settings = { kmsKeyArn: keyArn };
        const rules = (byDefault: Props) => ({
            bucket: "raw",
            rules: [{ applyServerSideEncryptionByDefault: byDefault }],
        });
        const mended = (byDefault: Props, given: Props = settings) =>
            remediate(s3BucketEncryptionKms, type, rules(byDefault), given);

        it("names the configured key where AWS KMS is used without one's own", () => {
            for (const key of [undefined, "", "alias/aws/s3"]) {
                expect(mended({ sseAlgorithm: "aws:kms", kmsMasterKeyId: key })).to.deep.equal(rules(kms));
            }
            expect(mended(kms)).to.equal(undefined);
        });
        it("leaves AES256, since the bucket may be a target of log delivery", () => {
            expect(mended({ sseAlgorithm: "AES256" })).to.equal(undefined);
        });
        it("leaves an unknown algorithm or key", () => {
            expect(mended({ sseAlgorithm: UNKNOWN })).to.equal(undefined);
            expect(mended({ sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN })).to.equal(undefined);
        });
        it("names no key that is not configured or not allowed, and none where the AWS managed one will do", () => {
            const managed = { sseAlgorithm: "aws:kms" };
            expect(mended(managed, {})).to.equal(undefined);
            expect(mended(managed, { ...settings, allowedKeyArns: ["other"] })).to.equal(undefined);
            expect(mended(managed, { ...settings, requireCmk: false })).to.equal(undefined);
        });
        it("touches no bucket", () => {
            expect(
                remediate(s3BucketEncryptionKms, bucket.type, rules({ sseAlgorithm: "aws:kms" }), settings),
            ).to.equal(undefined);
        });
    });
    it("waits while the algorithm is unknown, and takes an unknown key as set", () => {
        const unknown = judgeStack(s3BucketEncryptionKms, [bucket, encryption({ ...kms, sseAlgorithm: UNKNOWN })]);
        expect(awaited(unknown)).to.deep.equal(["rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"]);
        expect(
            judgeStack(s3BucketEncryptionKms, [bucket, encryption({ ...kms, kmsMasterKeyId: UNKNOWN })]),
        ).to.deep.equal([]);
    });
});

describe("glue-catalog-settings-present", () => {
    const database = resource("aws:glue/catalogDatabase:CatalogDatabase", "contacts", { name: "contacts" });
    const settings = resource("aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings", "catalog", {});

    it("asks a stack with databases for the catalogue's settings", () => {
        expect(violations(judgeStack(glueCatalogSettingsPresent, [database]))).to.deep.equal([
            "The stack declares Glue databases, but nothing encrypts the account's Data Catalog.",
        ]);
        expect(judgeStack(glueCatalogSettingsPresent, [database, settings])).to.deep.equal([]);
    });
    it("asks nothing of a stack without databases, or where another stack holds the settings", () => {
        expect(judgeStack(glueCatalogSettingsPresent, [bucket])).to.deep.equal([]);
        expect(judgeStack(glueCatalogSettingsPresent, [database], { managedElsewhere: true })).to.deep.equal([]);
    });
});

describe("sns-service-publisher-key", () => {
    const topic = (key: string) =>
        resource("aws:sns/topic:Topic", "alarms", {
            arn: "arn:aws:sns:us-east-1:111122223333:alarms",
            kmsMasterKeyId: key,
        });
    const managed = topic("alias/aws/sns");
    const alarm = resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "late",
        { alarmActions: [UNKNOWN] },
        { alarmActions: [managed] },
    );
    const policy = (principal: unknown) =>
        resource("aws:sns/topicPolicy:TopicPolicy", "policy", {
            arn: "arn:aws:sns:us-east-1:111122223333:alarms",
            policy: { Statement: { Effect: "Allow", Principal: principal, Action: "sns:Publish", Resource: "*" } },
        });
    const lost = ['Topic "alarms" is encrypted with alias/aws/sns: messages that AWS services publish to it are lost.'];

    it("refuses the AWS managed key on a topic that an alarm publishes to", () => {
        expect(violations(judgeStack(snsServicePublisherKey, [managed, alarm]))).to.deep.equal(lost);
    });
    it("refuses it on a topic whose policy lets a service publish", () => {
        const service = policy({ Service: "budgets.amazonaws.com" });
        expect(violations(judgeStack(snsServicePublisherKey, [managed, service]))).to.deep.equal(lost);
    });
    it("accepts it where no service publishes, and any other key where one does", () => {
        expect(judgeStack(snsServicePublisherKey, [managed, policy({ AWS: "111122223333" })])).to.deep.equal([]);
        const own = topic(keyArn);
        expect(judgeStack(snsServicePublisherKey, [own, policy({ Service: "s3.amazonaws.com" })])).to.deep.equal([]);
        expect(judgeStack(snsServicePublisherKey, [topic(UNKNOWN), alarm])).to.deep.equal([]);
    });
    it("waits while the policy is unknown", () => {
        const unknown = resource(
            "aws:sns/topicPolicy:TopicPolicy",
            "policy",
            { arn: UNKNOWN, policy: UNKNOWN },
            { arn: [managed] },
        );
        expect(awaited(judgeStack(snsServicePublisherKey, [managed, unknown]))).to.deep.equal(["policy"]);
    });
});
